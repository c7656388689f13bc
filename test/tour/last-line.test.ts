import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { measureWidth } from '../../src/text/width.ts';
import { composeLastLine } from '../../src/tour/last-line.ts';

const style = createStyle({ colour: false, links: false });
const line = { enter: 'Enter: next', remark: '', running: ['server'], place: '3/9' };

describe('the last line', () => {
  it('names as many keys as there is room for, and is never too long', () => {
    for (const language of LANGUAGES) {
      for (let columns = 20; columns < 200; columns += 1) {
        const text = composeLastLine(line, { columns, style, language });
        assert.ok(measureWidth(text) < columns, `${columns}: ${text}`);
        if (columns >= 40) assert.match(text, / {2}● server {2}3\/9$/);
      }
    }
    const wide = composeLastLine(line, { columns: 200, style, language: 'en' });
    assert.match(wide, /^Enter: next · \? keys · q quit · .* · l lessons +● server {2}3\/9$/);
  });

  it('answers a key in place of the keys', () => {
    const told = { ...line, remark: 'x is no key here' };
    const text = composeLastLine(told, { columns: 80, style, language: 'en' });
    assert.match(text, /^Enter: next · x is no key here +● server {2}3\/9$/);
  });
});
