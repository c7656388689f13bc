// Tests times before rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime, TIME_COLUMNS } from '../../src/screen/clock.ts';

test('milliseconds, then seconds, then hours, always of the same width', () => {
  const times: [number, string][] = [
    [0, '   0.0'],
    [42.06, '  42.1'],
    [9999.94, '9999.9'],
    [9999.96, ' 10.0s'],
    [12_345, ' 12.3s'],
    [999_949, '999.9s'],
    [999_951, ' 1000s'],
    [3_599_000, ' 3599s'],
    [3_600_000, '  1.0h'],
    [-0.25, '  -0.3'],
    [-12_345, '-12.3s'],
  ];
  for (const [ms, text] of times) {
    assert.equal(formatTime(ms), text);
    assert.equal(text.length, TIME_COLUMNS);
  }
});
