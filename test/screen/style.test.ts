// Tests colours, emphasis and links, on and off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';

const ESC = '\u001b';
const off = createStyle({ colour: false, links: false });
const on = createStyle({ colour: true, links: true });

test('off, every function returns its text', () => {
  const dressed = [
    off.dim('a'),
    off.bold('a'),
    off.italic('a'),
    off.underline('a'),
    off.red('a'),
    off.green('a'),
    off.yellow('a'),
    off.blue('a'),
    off.magenta('a'),
    off.cyan('a'),
    off.link('a', 'http://x'),
  ];
  assert.deepEqual(new Set(dressed), new Set(['a']));
  assert.equal(off.moveTo(3), '');
});

test('on, each is closed by its own end', () => {
  assert.equal(on.red('a'), `${ESC}[31ma${ESC}[39m`);
  assert.equal(on.dim('a'), `${ESC}[2ma${ESC}[22m`);
  assert.equal(on.red(''), '');
});

test('an inner style does not end the outer one', () => {
  assert.equal(on.dim(`a${on.bold('b')}c`), `${ESC}[2ma${ESC}[1mb${ESC}[22m${ESC}[2mc${ESC}[22m`);
});

test('links are OSC 8, and their address contains nothing that a terminal could take for its end', () => {
  assert.equal(
    on.link('a', 'http://x/y?z=1%20'),
    `${ESC}]8;;http://x/y?z=1%20${ESC}\\a${ESC}]8;;${ESC}\\`,
  );
  assert.equal(
    on.link('a', `http://x/你${ESC}\u0007 \ud800`),
    `${ESC}]8;;http://x/%E4%BD%A0%1B%07%20%EF%BF%BD${ESC}\\a${ESC}]8;;${ESC}\\`,
  );
});

test('the cursor can be moved without colour, and columns count from 0', () => {
  assert.equal(createStyle({ colour: false, links: false, cursor: true }).moveTo(0), `${ESC}[1G`);
  assert.equal(createStyle({ colour: true, links: false, cursor: false }).moveTo(0), '');
});
