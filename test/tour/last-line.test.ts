import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { measureWidth } from '../../src/text/width.ts';
import { type Activity, composeLastLine, renderLastLine } from '../../src/tour/last-line.ts';

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

  it('shows the answer to a key instead of the keys', () => {
    const told = { ...line, remark: 'x is no key here' };
    const text = composeLastLine(told, { columns: 80, style, language: 'en' });
    assert.match(text, /^Enter: next · x is no key here +● server {2}3\/9$/);
  });
});

describe('the last line of a lesson', () => {
  const programs = { isBusy: false, progress: null, hasFailedStart: false, running: [] };
  const calm: Activity = {
    stand: { at: 'more' },
    programs,
    examining: null,
    remark: '',
    place: '3/9',
  };
  const render = (change: Partial<Activity>, columns = 80) =>
    renderLastLine({ ...calm, ...change }, { columns, style, language: 'en' });

  it('tells what Enter does, unless programs are started or something is checked', () => {
    assert.match(render({}), /^Enter: next · /);
    const examining = 'checking one';
    assert.match(render({ examining }), /^checking one · Enter calls it off/);
    assert.doesNotMatch(render({ examining }, 30), /checking one/);
    assert.match(render({ examining }, 30), /Enter calls it off/);
    const busy = { ...programs, isBusy: true };
    assert.doesNotMatch(render({ examining, programs: busy }), /Enter/);
  });

  it('counts many runs', () => {
    const many = { ...programs, isBusy: true, progress: { done: 3, all: 20 } };
    assert.match(render({ programs: many }), /3.*20/);
  });

  it('says that not all was started, where there is nothing to say to a key', () => {
    const failed = { ...programs, hasFailedStart: true };
    assert.match(render({ programs: failed }), /not started/);
    assert.doesNotMatch(render({ programs: failed, remark: 'y is no key here' }), /not started/);
  });
});
