// Tests what an old Node and a clone without packages get told, and that every command starts through this door.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { isInRange } from '../src/stage/node-version.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOOR = path.join(ROOT, 'src', 'door.js');
const MANIFEST = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

interface Call {
  door?: string;
  /** The version that Node pretends to have. */
  version?: string;
  words?: string[];
  locale?: string;
}

/** Starts the tour through the door, on this Node with another version. */
function enter({ door = DOOR, version, words = ['list'], locale = 'C' }: Call) {
  const claim = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const options = version ? ['--import', `data:text/javascript,${encodeURIComponent(claim)}`] : [];
  return spawnSync(process.execPath, [...options, door, ...words], {
    env: { ...process.env, LC_ALL: locale },
    encoding: 'utf8',
    timeout: 180_000,
  });
}

describe('an old Node', () => {
  for (const words of [[], ['run', '5'], ['--help']]) {
    it(`gets one line from ${words.join(' ') || 'the walk'}`, () => {
      const { stdout, stderr, status } = enter({ version: '18.20.8', words });
      assert.equal(stdout, '');
      assert.match(stderr, /^socket-tour: this is Node\.js 18\.20\.8, .*\n$/);
      assert.ok(stderr.includes(`needs ${MANIFEST.engines.node}.`));
      assert.equal(status, 2);
    });
  }

  it('gets it in Chinese on request', () => {
    for (const call of [
      { locale: 'zh_CN.UTF-8' },
      { words: ['list', '--lang', 'zh'] },
      { words: ['list', '--lang=zh'] },
    ]) {
      const { stderr } = enter({ version: '20.10.0', ...call });
      assert.match(stderr, /^socket-tour：当前的 Node\.js 是 20\.10\.0，[^\n]*\n$/);
    }
    const { stderr } = enter({ version: '20.10.0', words: ['--lang=en'], locale: 'zh_CN.UTF-8' });
    assert.match(stderr, /^socket-tour: /);
  });

  it('can parse the door: its syntax is that of Node 12', async () => {
    const source = readFileSync(DOOR, 'utf8');
    const print = async (target: string) => (await transform(source, { target })).code;
    assert.equal(await print('node12.20'), await print('esnext'));
  });
});

describe('a copy of the door', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'socket-tour-door-'));
  const door = path.join(copy, 'src', 'door.js');
  const put = (file: string) => {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), '');
  };
  put('package.json');
  put('src/door.js');
  writeFileSync(path.join(copy, 'package.json'), JSON.stringify({ type: 'module' }));
  cpSync(DOOR, door);
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('lets in the versions that package.json names, and no others', () => {
    put('dist/src/main.js');
    const versions = ['16.20.2', '20.16.9', '20.17.0', '21.7.3', '22.8.9', '22.9.0'];
    for (const version of [...versions, '22.10.1', '26.1.0']) {
      const isIn = isInRange(version, MANIFEST.engines.node);
      assert.equal(enter({ door, version }).status, isIn ? 0 : 2, version);
    }
  });

  it('says in one line that the packages are not installed', () => {
    put('src/main.ts');
    const { stderr, status } = enter({ door });
    assert.match(stderr, /^socket-tour: its packages are not installed yet\. Run npm ci .*\n$/);
    assert.equal(status, 2);
    const chinese = enter({ door, locale: 'zh_CN' }).stderr;
    assert.match(chinese, /^socket-tour：依赖包还没有安装。.*npm ci.*\n$/);
  });
});

describe('a machine that lets a process open few files', {
  skip: process.platform === 'win32',
}, () => {
  /** Starts `--version` through the door, as a process that may open so many files. */
  const enterWith = (files: number, locale = 'C') =>
    spawnSync(
      'sh',
      ['-c', `ulimit -n ${files} && exec "$0" "$1" --version`, process.execPath, DOOR],
      {
        env: { ...process.env, LC_ALL: locale },
        encoding: 'utf8',
        timeout: 180_000,
      },
    );

  it('is told in one line, with the exit code of what could not be decided', () => {
    for (const files of [24, 32, 40]) {
      const { stdout, stderr, status } = enterWith(files);
      assert.deepEqual([stdout, status], ['', 3]);
      assert.match(stderr, /^socket-tour: .* too few files .* \(ulimit -n 256\), .*\n$/);
    }
    assert.match(enterWith(24, 'zh_CN').stderr, /^socket-tour：[^\n]*ulimit -n 256[^\n]*\n$/);
  });

  it('is let in where they suffice', () => {
    assert.deepEqual([enterWith(64).stderr, enterWith(64).status], ['', 0]);
  });
});

it('is what every command is started through', () => {
  const { scripts, bin } = MANIFEST;
  assert.equal(bin['socket-tour'], 'src/door.js');
  assert.equal(scripts.start, 'node src/door.js');
});
