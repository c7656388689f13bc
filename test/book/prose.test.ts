import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderCode, renderLine, renderProse } from '../../src/book/prose.ts';
import { lexMarkdown } from '../../src/text/markdown.ts';

const find = (number: number) => (number < 10 ? `0${number}.html` : null);
const render = (markdown: string) =>
  renderProse(lexMarkdown(markdown), find).replace(/\n+/g, '').replace(/>\s+</g, '><');

describe('prose as HTML', () => {
  const cases: [what: string, markdown: string, html: string][] = [
    ['a quotation', '> So *it* is.', '<blockquote><p>So <em>it</em> is.</p></blockquote>'],
    ['a heading, below that of the step', '# A', '<h3>A</h3>'],
    ['a rule', '---', '<hr>'],
    ['a list from its number on', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['a list in a list', '- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    [
      'what means something in HTML',
      'a < b & `<c>`',
      '<p>a &lt; b &amp; <code>&lt;c&gt;</code></p>',
    ],
    ['no HTML of its own', 'a <b onclick="c()">d</b>', '<p>a d</p>'],
    ['a link', '[a](https://b.org/)', '<p><a href="https://b.org/">a</a></p>'],
    ['no link to code', '[a](javascript:b())', '<p>a</p>'],
    ['a lesson as a link', 'See lesson 4.', '<p>See <a href="04.html">lesson 4</a>.</p>'],
    [
      'several lessons',
      'lessons 2 and 3',
      '<p>lessons <a href="02.html">2</a> and <a href="03.html">3</a></p>',
    ],
    ['a lesson in Chinese', '第 4 课', '<p><a href="04.html">第 4 课</a></p>'],
    ['no link to a lesson that is not there', 'lesson 10', '<p>lesson 10</p>'],
    ['a line break as a blank', 'a\nb', '<p>a b</p>'],
    ['no blank between ideographs', '你\n好', '<p>你好</p>'],
    [
      'a table',
      '| a | b |\n| - | -: |\n| c | 1 |',
      '<div class="scroll"><table><thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr></thead><tbody><tr><td>c</td><td class="right">1</td></tr></tbody></table></div>',
    ],
  ];
  for (const [what, markdown, html] of cases) {
    it(`has ${what}`, () => assert.equal(render(markdown), html));
  }

  it('has a line without a paragraph, even one that begins with a number', () => {
    assert.equal(renderLine('`a` b', find), '<code>a</code> b');
    assert.equal(renderLine('5. They are the same.', find), '5. They are the same.');
  });
});

describe('code as HTML', () => {
  it('has classes for what is styled, and its text as it is', () => {
    assert.equal(
      renderCode("const a = 'b'; // TODO", 'ts'),
      `<pre><code><span class="k">const</span> a = <span class="s">'b'</span>; <span class="c">// <mark>TODO</mark></span></code></pre>`,
    );
  });

  it('is escaped in a language that is not highlighted, and shows control characters', () => {
    assert.equal(renderCode('<a>\u001b', 'text'), '<pre><code>&lt;a&gt;␛</code></pre>');
  });
});
