// Tests code in colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlightCode } from '../../src/screen/code.ts';
import { createStyle } from '../../src/screen/style.ts';
import { stripEscapes } from '../../src/text/width.ts';

const off = createStyle({ colour: false, links: true });
const on = createStyle({ colour: true, links: false });

const code = `import net from 'node:net';
/* a comment & <tags>
   of two lines */
const text = \`你好 \${1 + 2} "x"\`; // TODO: answer
`;

test('the code is the same, only styled', () => {
  for (const language of ['ts', 'js', 'sh', 'json', 'typescript', 'bash']) {
    assert.equal(stripEscapes(highlightCode(code, language, on)), code);
  }
});

test('keywords, strings, numbers and comments have their styles', () => {
  const shown = highlightCode(code, 'ts', on);
  for (const part of [
    on.magenta('import'),
    on.green("'node:net'"),
    on.dim('/* a comment & <tags>'),
    on.dim('   of two lines */'),
    `${on.green('`你好 ')}\${${on.cyan('1')} + ${on.cyan('2')}}${on.green(' "x"`')}`,
  ]) {
    assert.ok(shown.includes(part), `${JSON.stringify(part)} in ${JSON.stringify(shown)}`);
  }
});

test('every line is styled by itself', () => {
  for (const line of highlightCode(code, 'ts', on).split('\n')) {
    const opened = line.match(/\[(?:[12]|3[1-6])m/g)?.length ?? 0;
    const closed = line.match(/\[(?:22|39)m/g)?.length ?? 0;
    assert.equal(opened, closed, JSON.stringify(line));
  }
});

test("the learner's turn stands out in its comment", () => {
  assert.ok(highlightCode(code, 'ts', on).includes(on.dim('// ') + on.bold('TODO')));
  assert.ok(highlightCode('// TODO', 'ts', on).includes(on.dim('// ') + on.bold('TODO')));
});

test('without colour, or in an unknown language, code is left alone', () => {
  assert.equal(highlightCode(code, 'ts', off), code);
  assert.equal(highlightCode(code, 'text', on), code);
  assert.equal(highlightCode(code, '', on), code);
});
