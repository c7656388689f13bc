import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listCharacters } from '../../src/text/characters.ts';

const PARTS = [
  'a',
  'é',
  '你',
  '👍🏽',
  '👨‍👩‍👧',
  '🇩🇪',
  'e\u0301',
  '\r\n',
  `x${'\u0301'.repeat(700)}`,
  '한',
  '\ud83d',
];

describe('the characters of a text', () => {
  it('are those of the text as a whole, wherever it is cut', () => {
    const segmenter = new Intl.Segmenter();
    for (let lead = 240; lead < 262; lead += 1) {
      for (const part of PARTS) {
        const text = `${'x'.repeat(lead)}${part}${part}🏽${PARTS.join('')}`;
        const whole = Array.from(segmenter.segment(text), ({ segment }) => segment);
        assert.deepEqual(listCharacters(text), whole, `${lead} and ${JSON.stringify(part)}`);
      }
    }
    assert.deepEqual(listCharacters(''), []);
  });

  // In one go, the first of these would take minutes.
  it('of a long text do not take quadratic time', { timeout: 60_000 }, () => {
    assert.equal(listCharacters('x'.repeat(200_000)).length, 200_000);
    assert.equal(listCharacters('你好'.repeat(100_000)).length, 200_000);
  });
});
