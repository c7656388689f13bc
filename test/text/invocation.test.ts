// Tests how messages write a command of the tour, by how it was started.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import {
  findInvocation,
  setInvocation,
  spellCommand,
  spellWithPort,
} from '../../src/text/invocation.ts';
import { explainMessages } from '../../src/text/messages/explain.ts';
import { listMessages } from '../../src/text/messages/list.ts';
import { mainMessages } from '../../src/text/messages/main.ts';
import { runMessages } from '../../src/text/messages/run.ts';
import { workspaceMessages } from '../../src/text/messages/workspace.ts';

const CLONE = '/home/ann/tour';
const START = {
  npm_lifecycle_event: 'start',
  npm_command: 'start',
  npm_package_name: 'socket-tour',
};

const WAYS: [
  what: string,
  environment: Record<string, string>,
  clone: string | null,
  bare: string,
  check: string,
][] = [
  [
    'npm start in a clone',
    { ...START, INIT_CWD: CLONE },
    CLONE,
    'npm start',
    'npm start -s -- check',
  ],
  [
    'npm start below it',
    { ...START, INIT_CWD: `${CLONE}/src` },
    CLONE,
    'npm start',
    'npm start -s -- check',
  ],
  [
    'npm start in my-lessons',
    { ...START, npm_package_name: 'my-lessons', INIT_CWD: '/else/my-lessons' },
    CLONE,
    'npm start',
    'npm start -s -- check',
  ],
  [
    'npm --prefix',
    { ...START, INIT_CWD: '/home/ann/tour-2' },
    CLONE,
    `npm --prefix ${CLONE} start`,
    `npm --prefix ${CLONE} start -s -- check`,
  ],
  [
    'npm --prefix of a path with blanks',
    { ...START, INIT_CWD: '/home/bob' },
    '/a tour',
    'npm --prefix "/a tour" start',
    'npm --prefix "/a tour" start -s -- check',
  ],
  ['npx', { npm_command: 'exec' }, null, 'npx socket-tour', 'npx socket-tour check'],
  [
    'the start script of somebody else’s package',
    { ...START, npm_package_name: 'shop' },
    null,
    'socket-tour',
    'socket-tour check',
  ],
  ['an installed command', {}, null, 'socket-tour', 'socket-tour check'],
];

describe('a command', () => {
  afterEach(() => setInvocation(findInvocation({}, null)));

  for (const [what, environment, clone, bare, check] of WAYS) {
    it(`is spelled for ${what}`, () => {
      setInvocation(findInvocation(environment, clone));
      assert.equal(spellCommand(), bare);
      assert.equal(spellCommand('check'), check);
    });
  }

  it('is spelled like that in every message that names one', () => {
    setInvocation(findInvocation({ ...START, INIT_CWD: CLONE }, CLONE));
    for (const language of ['en', 'zh'] as const) {
      const main = mainMessages[language];
      const workspace = workspaceMessages[language];
      const texts = [
        listMessages[language].progress(1, 2, 2),
        explainMessages[language].noProgram('a.ts'),
        runMessages[language].kept('05-both-sides', 'a.ts'),
        workspace.obstacle('/x', 'link', '05-both-sides'),
        workspace.unknownLesson('77-x'),
        workspace.readme,
        main.unknownCommand('x', null),
        main.tooMany('run', 'x'),
        main.usageLine(),
        main.moreHelp(),
      ];
      for (const text of texts) {
        assert.match(text, /npm start/);
        assert.doesNotMatch(text.replace(/^socket-tour[:：]/, ''), /socket-tour/);
      }
      assert.match(workspace.noPermission('/x'), /npm --prefix \/home\/ann\/tour start$/);
      assert.match(workspace.readOnly('/x'), /npm --prefix \/home\/ann\/tour start$/);
    }
  });
});

it('a command with another port names none that is taken', () => {
  assert.equal(spellWithPort('npm start', 'linux', 6969), 'PORT=7000 npm start');
  assert.equal(spellWithPort('npm start', 'linux', 7000), 'PORT=7001 npm start');
  assert.match(spellWithPort('npm start', 'win32', 7000), /^set PORT=7001&& .*PORT=7001;/);
});
