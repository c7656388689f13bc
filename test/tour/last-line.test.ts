import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES, type Language } from '../../src/text/language.ts';
import { measureWidth } from '../../src/text/width.ts';
import {
  type Activity,
  describeEnter,
  renderKeys,
  renderLastLine,
} from '../../src/tour/last-line.ts';
import type { Stand } from '../../src/tour/standing.ts';

const style = createStyle({ colour: false, links: false });
const idle = { isBusy: false, progress: null, hasFailedStart: false, running: [] };
const calm: Activity = {
  stand: { at: 'more' },
  programs: idle,
  examining: null,
  remark: '',
  idleKeys: new Set(),
  folded: 0,
  position: '3/9',
};

describe('the last line', () => {
  const line: Activity = { ...calm, programs: { ...idle, running: ['server'] } };

  it('names as many keys as there is room for, and is never too long', () => {
    for (const language of LANGUAGES) {
      for (let columns = 20; columns < 200; columns += 1) {
        const text = renderLastLine(line, { columns, style, language });
        assert.ok(measureWidth(text) < columns, `${columns}: ${text}`);
        if (columns >= 40) assert.match(text, / {2}● server {2}3\/9$/);
      }
    }
    const wide = renderLastLine(line, { columns: 200, style, language: 'en' });
    assert.match(wide, /^Enter: next · \? keys · q quit · .* · l lessons +● server {2}3\/9$/);
  });

  it('counts the rows that are not shown, as briefly as there is room, at the cost of what runs', () => {
    for (const language of LANGUAGES) {
      for (let columns = 34; columns < 200; columns += 1) {
        const text = renderLastLine({ ...line, folded: 28 }, { columns, style, language });
        assert.ok(measureWidth(text) < columns, `${columns}: ${text}`);
        assert.match(text, /28.*w/);
      }
    }
    const wide = renderLastLine({ ...line, folded: 28 }, { columns: 100, style, language: 'en' });
    assert.match(wide, /^Enter: next · 28 more rows: w shows all · \? keys/);
    const one = renderLastLine({ ...line, folded: 1 }, { columns: 100, style, language: 'en' });
    assert.match(one, / 1 more row: /);
  });

  it('offers no key that has nothing to do', () => {
    const layout = { columns: 200, style, language: 'en' } as const;
    assert.match(renderLastLine(line, layout), /h hint · v view · r run again · t talk · b back/);
    const idleKeys = new Set(['h', 't', 'v']);
    assert.match(renderLastLine({ ...line, idleKeys }, layout), /c check · r run again · b back/);
  });

  it('shows the answer to a key instead of the keys', () => {
    const told = { ...line, remark: 'x is no key here' };
    const text = renderLastLine(told, { columns: 80, style, language: 'en' });
    assert.match(text, /^Enter: next · x is no key here +● server {2}3\/9$/);
  });
});

describe('the last line of a lesson', () => {
  const render = (change: Partial<Activity>, columns = 80) =>
    renderLastLine({ ...calm, ...change }, { columns, style, language: 'en' });

  it('tells what Enter does, unless programs are started or something is checked', () => {
    assert.match(render({}), /^Enter: next · /);
    const examining = 'checking one';
    assert.match(render({ examining }), /^checking one · Enter calls it off/);
    assert.doesNotMatch(render({ examining }, 30), /checking one/);
    assert.match(render({ examining }, 30), /Enter calls it off/);
    const busy = { ...idle, isBusy: true };
    assert.doesNotMatch(render({ examining, programs: busy }), /Enter/);
  });

  it('counts many runs', () => {
    const many = { ...idle, isBusy: true, progress: { done: 3, all: 20 } };
    assert.match(render({ programs: many }), /3.*20/);
  });

  it('says that not all was started, where there is nothing to say to a key', () => {
    const failed = { ...idle, hasFailedStart: true };
    assert.match(render({ programs: failed }), /not started/);
    assert.doesNotMatch(render({ programs: failed, remark: 'y is no key here' }), /not started/);
  });
});

function describeRun(language: Language, ...actors: string[]): string {
  const programs = actors.map((actor) => ({ actor, file: `${actor.replace(/-\d+$/, '')}.ts` }));
  const stand: Stand = { at: 'run', programs, options: {}, isServed: true };
  return describeEnter(stand, language);
}

describe('the list of what rows mean', () => {
  const list = (columns: number) => renderKeys({ columns, style, language: 'en' }).join('\n');

  it('tells of arrows only where they are drawn', () => {
    assert.match(list(60), /◁╌╌ ◀──/);
    assert.doesNotMatch(list(59), /◀|arrow/);
    assert.match(list(59), /finish/);
  });
});

describe('what Enter does before a run', () => {
  it('names every actor, in English', () => {
    assert.equal(describeRun('en', 'server', 'server-2'), 'Enter: start the server and server-2');
    assert.equal(
      describeRun('en', 'client', 'client-2', 'client-3'),
      'Enter: connect client, client-2 and client-3',
    );
  });

  it('connects no client where there is no server', () => {
    const programs = [{ actor: 'client', file: 'show.ts' }];
    const stand: Stand = { at: 'run', programs, options: {}, isServed: false };
    assert.equal(describeEnter(stand, 'en'), 'Enter: start the client');
    assert.equal(describeEnter(stand, 'zh'), '回车：启动客户端');
    assert.equal(describeEnter({ ...stand, isServed: true }, 'en'), 'Enter: connect the client');
  });

  it('starts a client that connects to nobody, and names one by its file where that tells more', () => {
    const udp = { actor: 'client', file: 'udp-client.ts', isDatagram: true } as const;
    const alone: Stand = { at: 'run', programs: [udp], options: {}, isServed: true };
    assert.equal(describeEnter(alone, 'en'), 'Enter: start the client');
    assert.equal(describeEnter(alone, 'zh'), '回车：启动客户端');
    const pair = ['server', 'client'].map((actor) => ({ actor, file: `${actor}.ts` }));
    const stand: Stand = { ...alone, programs: [...pair, { ...udp, actor: 'client-2' }] };
    assert.equal(describeEnter(stand, 'en'), 'Enter: start the server, client and udp-client.ts');
    assert.equal(describeEnter(stand, 'zh'), '回车：启动服务端、客户端和 udp-client.ts');
  });

  it('separates Latin names in Chinese, and puts a conjunction only before the last', () => {
    assert.equal(describeRun('zh', 'server', 'server-2'), '回车：启动服务端和 server-2');
    assert.equal(
      describeRun('zh', 'server', 'client', 'client-2', 'client-3'),
      '回车：启动服务端，再启动客户端、client-2 和 client-3 去连接',
    );
    assert.equal(describeRun('zh', 'client', 'client-2'), '回车：启动客户端和 client-2 去连接');
    assert.equal(describeRun('zh', 'server'), '回车：启动服务端');
  });
});
