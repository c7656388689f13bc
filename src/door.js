#!/usr/bin/env node
// The door: says in one line that Node is too old, or that packages are missing; else starts the tour.
// Plain JavaScript of 2019 that imports no package: an old Node has to parse all of it to print the message.
import { closeSync, existsSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** The messages before the tour itself can run; the first language is the fallback. */
const MESSAGES = {
  en: {
    oldNode: (version, range) =>
      `socket-tour: this is Node.js ${version}, and the tour needs ${range}. Install the current LTS from https://nodejs.org, then start again.`,
    noFiles:
      'socket-tour: this system lets a process open too few files at once. Raise the limit (ulimit -n 256), then start again.',
    noPackages:
      'socket-tour: its packages are not installed yet. Run npm ci first, then start again.',
  },
  zh: {
    oldNode: (version, range) =>
      `socket-tour：当前的 Node.js 是 ${version}，教程需要 ${range}。请从 https://nodejs.org 安装最新的 LTS 版本，然后重新启动。`,
    noFiles:
      'socket-tour：系统允许一个进程同时打开的文件太少，教程无法启动。请提高上限（ulimit -n 256），然后重新启动。',
    noPackages: 'socket-tour：依赖包还没有安装。请先运行 npm ci，然后重新启动。',
  },
};

/** The same as `engines` in package.json; a test compares the two. */
const RANGE = '^20.17.0 || >=22.9.0';

/** The exit code for a wrong start, as for a wrong argument. */
const USAGE = 2;
/** The exit code where the machine lacks something, so that nothing can be decided. */
const UNDECIDED = 3;

/** How many files the tour may have to open at once: its modules, and the pipes of two programs. */
const FILES = 44;

/** Whether a version such as `20.17.0` is in `RANGE`. */
function isInRange(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 17) || (major === 22 && minor >= 9) || major > 22;
}

/** The messages for a command line and an environment, by the same rules as the tour's own. */
function chooseMessages(words, { LC_ALL, LC_MESSAGES, LANG }) {
  const place = words.findIndex((word) => /^--lang(=|$)/.test(word));
  const given = place < 0 ? '' : words[place].slice('--lang='.length) || words[place + 1];
  const [name] = String(given || LC_ALL || LC_MESSAGES || LANG || '').split(/[-_.@]/);
  return name.toLowerCase() === 'zh' ? MESSAGES.zh : MESSAGES.en;
}

function refuse(line, code) {
  process.exitCode = code;
  process.stderr.write(`${line}\n`);
}

/** Starts the sources if they are there, as in a clone; else the built files. */
async function start(say) {
  if (!existsSync(new URL('main.ts', import.meta.url))) return import('../dist/src/main.js');
  try {
    // The same as `node --import`, without a second process.
    await import('./stage/load-tsx.js');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return refuse(say.noPackages, USAGE);
  }
  return import('./main.ts');
}

/** Whether `FILES` more files can be opened; Node itself can't report that once it lacks them. */
function canOpenFiles() {
  const files = [];
  try {
    while (files.length < FILES) files.push(openSync(devNull, 'r'));
    return true;
  } catch (error) {
    if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
    return false;
  } finally {
    for (const file of files) closeSync(file);
  }
}

const say = chooseMessages(process.argv.slice(2), process.env);
if (!isInRange(process.versions.node)) refuse(say.oldNode(process.versions.node, RANGE), USAGE);
else if (!canOpenFiles()) refuse(say.noFiles, UNDECIDED);
else start(say);
