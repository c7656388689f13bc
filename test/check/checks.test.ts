// Tests how the checks of a lesson are declared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checks, listMistakes } from '../../src/check/checks.ts';

test('a check may only return a mistake that it declares; another is a type error', () => {
  const set = checks('22-echo', {
    echo: { mistakes: ['silent', 'once'], run: async () => 'once' },
    // @ts-expect-error: the id is misspelt.
    again: { mistakes: ['silent', 'once'], run: async () => 'onec' },
    // @ts-expect-error: it knows no mistakes.
    none: { mistakes: [], run: async () => 'silent' },
  });
  assert.deepEqual(listMistakes(set), {
    echo: ['silent', 'once'],
    again: ['silent', 'once'],
    none: [],
  });
});
