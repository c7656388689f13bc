// Tests that lines on the tap's descriptor are read if the tap wrote them, and dropped if a program did.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readClock } from '../../../src/stage/clock.ts';
import { isBegun, readReport } from '../../../src/stage/trace/report-line.ts';

describe('a line on the descriptor of the tap', () => {
  it('is a report or an answer', () => {
    assert.deepEqual(readReport('{"kind":"close","hadError":false,"t":5}'), {
      kind: 'close',
      hadError: false,
      t: 5,
    });
    assert.deepEqual(readReport('{"resources":["Timeout"],"asked":3}'), {
      resources: ['Timeout'],
      asked: 3,
    });
  });

  it('of a program that was killed within a call lacks its end', () => {
    assert.deepEqual(readReport('{"kind":"end","t":5'), { kind: 'end', t: 5 });
  });

  const others = [
    '',
    'garbage',
    'null',
    '5',
    '[]',
    '"text"',
    '{}',
    '{"t":5}',
    '{"kind":"close"}',
    '{"kind":"close","t":"5"}',
    '{"kind":"nonsense","t":5}',
    '{"kind":"listening","t":5,"local":6969}',
    '{"kind":"data","t":5,"preview":{}}',
    '{"resources":5}',
  ];
  for (const line of others) {
    it(`is not the tap's: ${line}`, () => assert.equal(readReport(line), null));
  }

  it('has no time in the future', () => {
    const report = readReport('{"kind":"close","t":1e300}');
    assert.ok(report && 't' in report && report.t <= readClock());
  });
});

describe('an unfinished line', () => {
  it('may be a report on a call', () => {
    for (const line of ['{', '{"ki', '{"kind":', '{"kind":"end","t":5']) assert.ok(isBegun(line));
  });

  it('is none where it begins otherwise', () => {
    for (const line of ['', 'garbage', '{}', '{"x', '{"state":"']) assert.ok(!isBegun(line));
  });
});
