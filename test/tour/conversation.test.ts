// What is said to a learner who would talk where no server takes connections.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { openStage } from '../../src/stage/stage.ts';
import { LANGUAGES, type Language } from '../../src/text/language.ts';
import { walkMessages } from '../../src/text/messages/walk.ts';
import { Conversation, type ConversationOptions } from '../../src/tour/conversation.ts';
import { LessonText } from '../../src/tour/lesson-text.ts';
import { openWholeCourse } from './standing-course.ts';

/** What is told after `t` where programs are on that take no connections. */
async function ask(
  language: Language,
  found: Partial<ConversationOptions['programs']>,
  files = ['client.ts', 'server.ts'],
  talk: ConversationOptions['terminal']['talk'] = () => assert.fail('there is nobody to talk to'),
): Promise<string> {
  const told: string[] = [];
  const text = new LessonText({
    terminal: { columns: 80 },
    page: { print: (...lines) => void told.push(...lines) },
    style: createStyle({ colour: false, links: false }),
    language,
    lesson: { ...openWholeCourse(language).lesson, files },
    runAddress: { port: 6969 },
    onTranslate: () => openWholeCourse(language).lesson,
  });
  const none = { address: null, running: [], isEmpty: false, hasServerAgain: false };
  const programs = { stage: openStage({}), ...none, ...found };
  const terminal = { talk };
  await new Conversation({ text, terminal, programs, onChange() {} }).talk();
  return told.filter((line) => line !== '').join(' ');
}

describe('a talk without a server', () => {
  for (const language of LANGUAGES) {
    const { talkNoServer, talkNotTaken } = walkMessages[language];

    it(`is refused, and r is named only where it starts one (${language})`, async () => {
      assert.match(talkNoServer(true), /\br\b/);
      assert.doesNotMatch(talkNoServer(false), /\br\b/);
      assert.equal(await ask(language, { hasServerAgain: true }), talkNoServer(true));
      assert.equal(await ask(language, {}), talkNoServer(false));
    });

    it(`is refused before the first run in the same way (${language})`, async () => {
      assert.equal(await ask(language, { isEmpty: true }), talkNoServer(true));
      assert.equal(await ask(language, { isEmpty: true }, ['client.ts']), talkNoServer(false));
    });

    it(`is refused where the server that runs takes no connections (${language})`, async () => {
      assert.equal(await ask(language, { running: ['server'] }), talkNotTaken);
      assert.equal(await ask(language, { running: ['client'] }), talkNoServer(false));
    });
  }
});

describe('a talk', () => {
  // Nobody listens there, so it is over at once.
  const address = '127.0.0.1:1';

  /** What is told where that is the address, and a program listens at another one. */
  const open = (listening: string) => {
    const stage = openStage({});
    const programs = [{ actor: 'server', exit: null, title: 'deaf.ts' }];
    const events = [{ t: 1, actor: 'server', kind: 'listening', local: listening }];
    Object.defineProperties(stage, { programs: { value: programs }, events: { value: events } });
    return ask('en', { address, stage }, [], () => () => {});
  };

  it('says to whom, which may be a program of an earlier step', async () => {
    assert.match(await open(address), /You are connected to deaf\.ts at 127\.0\.0\.1:1\./);
  });

  it('names no program where a proxy listens', async () => {
    assert.match(await open('127.0.0.1:2'), /You are connected to 127\.0\.0\.1:1\./);
  });
});
