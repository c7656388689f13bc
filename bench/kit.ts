// The contestants: the packed product and its peers, each installed in a folder of its own.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { timeWell } from './process.ts';

/** A command line. */
export type Command = [string, ...string[]];

/** The contestants, ready to run. */
export interface Kit {
  /** A folder for temporary files; absolute, removed after the bench. */
  readonly folder: string;
  /** The folder in which our package was installed from its tarball. */
  readonly home: string;
  /** Our packed command with these arguments. */
  tour(...words: string[]): Command;
  /** A peer's command with these arguments. */
  peer(name: Peer, ...words: string[]): Command;
  /** `node --import tsx`, which a user may type to avoid the cost of `npx tsx`. */
  node(...words: string[]): Command;
  close(): void;
}

/** The packages we are compared with. */
export type Peer = 'tsx' | 'nodemon' | 'concurrently' | 'learnyounode';

/** The bench's own folder, absolute, with the peers in it. */
export const BENCH = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packs and installs our package, and the peers if they are missing; `say` reports the progress. */
export async function openKit(say: (line: string) => void): Promise<Kit> {
  if (!existsSync(path.join(BENCH, 'node_modules', '.package-lock.json'))) {
    say('installing the peers into bench/node_modules …');
    await timeWell(npm('ci', '--no-audit', '--no-fund'), BENCH);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'socket-tour-bench-'));
  const home = path.join(folder, 'home');
  say('packing and installing socket-tour …');
  await installPacked(folder, home);
  const bin = (name: string) => path.join(BENCH, 'node_modules', '.bin', name);
  const tsx = path.join(BENCH, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  return {
    folder,
    home,
    tour: (...words) => [path.join(home, 'node_modules', '.bin', 'socket-tour'), ...words],
    peer: (name, ...words) => [bin(name), ...words],
    node: (...words) => [process.execPath, '--import', tsx, ...words],
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Packs a copy, so that a checkout's own dist stays as it is. */
async function installPacked(folder: string, home: string): Promise<void> {
  const copy = path.join(folder, 'copy');
  const isSource = (file: string) =>
    !/^(\.git|node_modules|dist|bench|my-lessons)$/.test(path.relative(ROOT, file));
  cpSync(ROOT, copy, { recursive: true, filter: isSource });
  const out = path.join(copy, 'dist');
  await timeWell([process.execPath, '--import', 'tsx', 'build.ts', out], ROOT);
  const { stdout } = await timeWell(
    npm('pack', '--json', '--ignore-scripts', '--pack-destination', folder),
    copy,
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  mkdirSync(home);
  writeFileSync(path.join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  const tarball = path.join(folder, filename);
  await timeWell(npm('install', '--prefer-offline', '--no-audit', '--no-fund', tarball), home);
}

function npm(...words: string[]): Command {
  return process.platform === 'win32' ? ['npm.cmd', ...words] : ['npm', ...words];
}

/** A new folder in the kit's, with a package.json that makes `.ts` files ES modules; absolute. */
export function makeFolder(kit: Kit, name: string): string {
  const folder = mkdtempSync(path.join(kit.folder, `${name}-`));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  return folder;
}
