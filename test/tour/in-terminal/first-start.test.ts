// Tests the first start: the language, the menu, a lesson.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../support/command.ts';
import { openTour, type Tour } from './tour.ts';

const FOLDERS = readdirSync(path.join(ROOT, 'lessons')).sort();

/** Moves down from the first lesson of the menu to another one. */
async function goTo(tour: Tour, folder: string): Promise<void> {
  const number = Number.parseInt(folder, 10);
  for (const _ of FOLDERS.slice(0, FOLDERS.indexOf(folder))) tour.press('down');
  await tour.waitFor(new RegExp(`^❯ .* ${number}\\. `, 'm'), { what: `lesson ${number}` });
}

describe('the first start', () => {
  it('is in Chinese where the locale is', async (t) => {
    const tour = openTour(t, [], { environment: { LANG: 'zh_CN.UTF-8' } });
    const menu = await tour.waitFor(/^ +离开$/m, { what: 'the menu, to its last choice' });
    assert.ok(menu.some((line) => /^\? 选哪一课？ › .*回车打开/.test(line)));
    assert.match(menu[0] ?? '', /套接字/);
    assert.ok(
      menu.some((line) => /^❯ +1\. /.test(line)),
      'the first lesson is selected',
    );
    assert.ok(menu.some((line) => line.includes('English')));
    assert.equal(existsSync(tour.mine('05-both-sides')), false);
    await goTo(tour, '05-both-sides');
    tour.press('enter');
    await tour.waitForLast('回车：启动服务端');
    const lines = tour.screen();
    assert.match(lines[0] ?? '', /^5\. 两端/);
    assert.ok(existsSync(tour.mine('05-both-sides', 'server.ts')));
    assert.equal(tour.readProgress().current, '05-both-sides');

    tour.press('l');
    await tour.waitFor(/^❯ +5\. 两端/m, { what: 'the menu, at the lesson that was left' });
    tour.press('q');
    assert.deepEqual(await tour.waitForExit(), { code: 0, signal: 0 });
  });

  it('changes the language from the menu, and keeps it', async (t) => {
    const tour = openTour(t, [], { environment: { LANG: 'C' } });
    await tour.waitFor(/^ +Leave$/m, { what: 'the menu' });
    // The choices after the lessons: the other language, and to leave.
    tour.press('up', 'up', 'enter');
    await tour.waitFor(/^ +离开$/m, { what: 'the menu in Chinese' });
    tour.press('ctrl-c');
    assert.equal((await tour.waitForExit()).code, 0);
    assert.equal(tour.readProgress().language, 'zh');

    const next = openTour(t, [], { cwd: tour.cwd, environment: { LANG: 'en_US.UTF-8' } });
    await next.waitFor(/^\? 选哪一课？ ›/m, { what: 'the menu in Chinese again' });
    next.press('escape');
    assert.equal((await next.waitForExit()).code, 0);
  });
});
