// Tests prose as lines of the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/screen/markdown.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Language } from '../../src/text/language.ts';
import { lexMarkdown } from '../../src/text/markdown.ts';
import { measureWidest } from '../../src/text/width.ts';
import { draw } from './emulator.ts';

const plain = createStyle({ colour: false, links: false });
const dressed = createStyle({ colour: true, links: true });

function render(source: string, width = 60, language: Language = 'en', style = plain): string[] {
  return renderMarkdown(lexMarkdown(source), { width, language, style });
}

test('headings are underlined, each depth with its own line', () => {
  assert.deepEqual(render('# 服务端 one\n\n## two\n\n### three\n\n#### four'), [
    '服务端 one',
    '══════════',
    '',
    'two',
    '───',
    '',
    'three',
    '╌╌╌╌╌',
    '',
    'four',
    '╌╌╌╌',
  ]);
});

test('a paragraph wraps at the width, and at 88 columns at most', () => {
  assert.deepEqual(render('one two\nthree four', 12), ['one two', 'three four']);
  const widest = Math.max(...render('word '.repeat(100), 200).map((line) => line.length));
  assert.ok(widest > 80 && widest <= 88, `${widest}`);
});

test('a line break of the source is a blank in English and nothing in Chinese', () => {
  assert.deepEqual(render('one\ntwo'), ['one two']);
  assert.deepEqual(render('服务端\n监听，\nsocket\n连接'), ['服务端监听，socket 连接']);
});

test('a hard break breaks', () => {
  assert.deepEqual(render('one  \ntwo<br>three'), ['one', 'two', 'three']);
});

test('without colour, characters mark bold, italics and code', () => {
  assert.deepEqual(render('**a** *b* `c  d` ~~e~~ \\*f'), ['*a* _b_ `c  d` ~~e~~ *f']);
});

test('with colour, the backticks of code stay, the other marks go', async () => {
  const [line] = await draw(render('**a** `b`', 60, 'en', dressed), 60);
  assert.equal(line?.text, 'a `b`');
});

test('links show their address where the terminal has no links', () => {
  assert.deepEqual(render('[net](https://x.y/z) <https://x.y> [l](../l.md) [here](#a)'), [
    'net (https://x.y/z) https://x.y l (../l.md) here',
  ]);
  assert.deepEqual(render('见[文档](https://x.y)。', 60, 'zh'), ['见文档（https://x.y）。']);
});

test('links are links where the terminal knows them, but not those into the course', () => {
  const [line = ''] = render('[net](https://x.y/z) [l](../l.md)', 60, 'en', dressed);
  assert.match(line, /\]8;;https:\/\/x\.y\/z/);
  assert.match(line, / l \(\.\.\/l\.md\)$/);
});

test('images show their descriptions, HTML is left out', () => {
  assert.deepEqual(render('a ![drawing](x.png) <b>b</b>\n\n<!-- c -->\n\n<div>d</div>\n\ne'), [
    'a drawing b',
    '',
    'e',
  ]);
});

test('character references are read, but not in code', () => {
  assert.deepEqual(render('a &lt; b &amp; &#20320; &#x597d; &nosuch; `&lt;`'), [
    'a < b & 你 好 &nosuch; `&lt;`',
  ]);
});

test('lists may be nested, numbered and have checkboxes', () => {
  const source =
    '- one two three\n  - four\n    - five\n\n9. nine\n10. ten\n\n- [ ] open\n- [x] done';
  assert.deepEqual(render(source, 12), [
    '• one two',
    '  three',
    '  ◦ four',
    '    ‣ five',
    '',
    ' 9. nine',
    '10. ten',
    '',
    '[ ] open',
    '[x] done',
  ]);
});

test('items with paragraphs and code stand apart', () => {
  assert.deepEqual(render('1. one\n\n   two\n\n   ```\n   code\n\n   more\n   ```\n2. three'), [
    '1. one',
    '',
    '   two',
    '',
    '     code',
    '',
    '     more',
    '',
    '2. three',
  ]);
});

test('quotes have a line beside them, also between paragraphs', () => {
  assert.deepEqual(render('> one\n>\n> - two'), ['│ one', '│', '│ • two']);
});

test('code is indented, keeps its blanks, and its long lines continue after a mark', () => {
  assert.deepEqual(render('```ts\nif (a)  b();\n\tc("one two three");\n```', 24), [
    '  if (a)  b();',
    '          c("one two',
    '  ↳ three");',
  ]);
  assert.deepEqual(render('```\na\n```', 80), ['    a']);
});

test('controls in prose and code are shown', () => {
  assert.deepEqual(render('a\u001b[31m `\u001b`\n\n```\n\u0007\n```'), ['a␛[31m `␛`', '', '  ␇']);
});

test('a rule is as wide as the prose', () => {
  assert.deepEqual(render('---', 20), ['─'.repeat(20)]);
});

const everything = `# 标题 heading with many words in it 😀

> 引用 quote **bold 粗体** and \`code 代码\`

- one 一 [link](https://nodejs.org/api/net.html#class-netsocket) ![image](x)
  1. two
     - three
       - four 四四四四四四四四四四四四四四四四四四
         - five

| a | 你好世界你好世界 | c |
|---|:-:|--:|
| one two three four | **二** | \`three\` |
| 👨‍👩‍👧 family | five | sixsixsixsixsixsixsixsixsixsix |

\`\`\`ts
const server = net.createServer((socket) => { /* 注释很长很长很长 */ socket.write(\`你说 "\${data}"\`); });
\`\`\`

服务端在 \`'listening'\` 事件触发之前，\`server.address()\` 返回的是 \`null\`；**只有**在监听真正开始之后（例如 127.0.0.1:6969），它才是一个对象。
`;

for (const width of [20, 24, 33, 40, 60, 80, 140]) {
  test(`nothing is too wide in ${width} columns, with colour and without`, async () => {
    for (const style of [plain, dressed]) {
      for (const language of ['en', 'zh'] as const) {
        const lines = render(everything, width, language, style);
        for (const line of lines) assert.ok(measureWidest(line) <= width, line);
        for (const age of ['old', 'new'] as const) {
          assert.equal((await draw(lines, width, age)).length, lines.length);
        }
      }
    }
  });
}

test('no line of Chinese begins with a closing mark or ends with an opening one', () => {
  for (let width = 20; width <= 88; width += 1) {
    for (const line of render(everything, width, 'zh')) {
      assert.doesNotMatch(
        line.trim(),
        /^[，。；：、！？）」』】》]|[（「『【《]$/,
        `${width}: ${line}`,
      );
    }
  }
});
