import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LineInput } from '../../src/tour/line-input.ts';

describe('a line being typed', () => {
  it('takes characters, but no names of keys', () => {
    const input = new LineInput();
    for (const key of ['h', 'i', ' ', '你', '👨‍👩‍👧', 'up', 'f5', 'alt-x', 'tab']) input.take(key);
    assert.equal(input.text, 'hi 你👨‍👩‍👧\t');
  });

  it('deletes a whole character as people see it', () => {
    const input = new LineInput();
    for (const key of ['a', '👨‍👩‍👧', 'backspace']) input.take(key);
    assert.equal(input.text, 'a');
    input.take('ctrl-u');
    assert.equal(input.text, '');
    input.take('backspace');
    assert.equal(input.text, '');
  });

  it('is complete at Enter, and over at an empty line, Escape, Ctrl-C and Ctrl-D', () => {
    const input = new LineInput();
    assert.equal(input.take('x'), null);
    assert.equal(input.take('enter'), 'line');
    input.clear();
    for (const key of ['enter', 'escape', 'ctrl-c', 'ctrl-d']) {
      assert.equal(input.take(key), 'end');
    }
  });
});
