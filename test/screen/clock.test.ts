// Tests times before rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime, TIME_COLUMNS } from '../../src/screen/clock.ts';

test('milliseconds of the same width, for as long as there is room for them', () => {
  const times: [number, string][] = [
    [0, '   0.0'],
    [42.06, '  42.1'],
    [9999.94, '9999.9'],
    [9999.96, ' 10000'],
    [12_345, ' 12345'],
    [999_999.4, '999999'],
    [999_999.6, ' 17min'],
    [59_940_000, '999min'],
    [72_000_000, '   20h'],
    [-0.25, '  -0.3'],
    [-12_345, '-12345'],
    [-120_000, ' -2min'],
  ];
  for (const [ms, text] of times) {
    assert.equal(formatTime(ms), text);
    assert.equal(text.length, TIME_COLUMNS);
  }
});
