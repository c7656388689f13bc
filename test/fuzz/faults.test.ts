// The faults of a mashed tour are those of the tour, and not what a terminal does by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChangedTerminal, findCrash } from './mash/faults.ts';

const END = 'shell: exit code 0\r\nshell: over\r\n';
const ON = '\u001b[?2004h\u001b[?25l';
const OFF = '\u001b[?2004l\u001b[?25h';

test('a tour that ends says so, and switches off what it has switched on', () => {
  const right = `${ON}a step${OFF}Until next time.\r\n${END}`;
  assert.deepEqual([...findCrash(right), ...findChangedTerminal(right)], []);
  const wrong = `${OFF}a step${ON}\r\n${END}`;
  assert.deepEqual(
    [...findCrash(wrong), ...findChangedTerminal(wrong)].map(({ detail }) => detail),
    ['ended without a word', 'marks around pastes', 'a hidden cursor'],
  );
});
