// Tests the words for what Enter does: which programs it starts, in both languages.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Language } from '../../src/text/language.ts';
import { describeEnter } from '../../src/tour/enter.ts';
import type { Stand } from '../../src/tour/standing.ts';

function describeRun(language: Language, ...actors: string[]): string {
  const programs = actors.map((actor) => ({ actor, file: `${actor}.ts` }));
  const stand: Stand = { at: 'run', programs, options: {}, isServed: true };
  return describeEnter(stand, language);
}

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
