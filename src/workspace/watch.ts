// Watches a folder, and reports at once, and once, when a file's content really changed.
import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import { hasCode } from './fs-errors.ts';
import { isIgnored, isWatched, Snapshot } from './snapshot.ts';

/** How changes are noticed: by the system's events, or by polling. */
export type WatchMode = 'events' | 'polling';

/** Asks the system for a folder's events (absolute); throws where it has none to give. */
export type AskEvents = (folder: string, listener: WatchListener) => FSWatcher;

/** A folder that is being watched. */
export interface FolderWatch {
  /** How changes are noticed now; it may change as it turns out what works. */
  readonly mode: WatchMode;
  /** Ends watching: `onChange` isn't called any more. May be called again. */
  close(): void;
}

type WatchListener = (event: string, name: string | null) => void;

/** After a first event: the rest of the same save comes within this. */
const SETTLE_MS = 4;
/** A folder that never settles is looked at after this time. */
const RESTLESS_MS = 40;
/** Beside working events, only a fallback. */
const SLOW_LOOK_MS = 300;
/** Where there is nothing but polling. */
const FAST_LOOK_MS = 50;
/** Polling may take this share of the time, so that a huge or slow folder doesn't block the keys. */
const MOST_LOOKING = 1 / 20;
/** How long an editor may take between emptying (or moving away) a file and writing it. */
const UNSURE_MS = 200;

/**
 * Watches the code and JSON of a folder (absolute) and of its folders, from this call on. `onChange` gets the
 * relative names, sorted, of the files whose content changed, are new or are gone; one save is one call,
 * about 5 ms after it. Hidden files, node_modules and editors' temporary files are ignored. The process
 * stays alive until the watch is closed.
 *
 * Events make it quick, and polling times and sizes every 300 ms makes it sure: the same code serves
 * where no event ever comes (WSL's Windows disks, network disks, some containers) and where the system has
 * none to give. A probe would have to write into the learner's folder, and would be valid only for that moment.
 * A change found by polling alone makes the polls quicker, until an event comes again.
 */
export function watchFolder(
  directory: string,
  onChange: (files: string[]) => void,
  ask: AskEvents = watch,
): FolderWatch {
  return new FolderWatcher(directory, onChange, ask);
}

class FolderWatcher implements FolderWatch {
  readonly #directory: string;
  readonly #onChange: (files: string[]) => void;
  readonly #ask: AskEvents;
  readonly #snapshot: Snapshot;
  /** By folder, relative. */
  readonly #watchers = new Map<string, { identity: string; watcher: FSWatcher }>();
  /** Files to compare when the folder has settled, and whether an event named them. */
  readonly #dirty = new Map<string, { isAnnounced: boolean }>();
  /** Files that look half written, and since when. */
  readonly #unsure = new Map<string, number>();
  #settleTimer: NodeJS.Timeout | null = null;
  #restlessSince = 0;
  #lookTimer: NodeJS.Timeout | null = null;
  #canWatch = true;
  #isDeaf = false;
  #isClosed = false;

  constructor(directory: string, onChange: (files: string[]) => void, ask: AskEvents) {
    this.#directory = directory;
    this.#onChange = onChange;
    this.#ask = ask;
    this.#snapshot = new Snapshot(directory);
    this.#look();
  }

  get mode(): WatchMode {
    return this.#canWatch && !this.#isDeaf ? 'events' : 'polling';
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#settleTimer ?? undefined);
    clearTimeout(this.#lookTimer ?? undefined);
    this.#settleTimer = null;
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Polls the whole tree, at intervals. */
  #look(): void {
    const started = performance.now();
    this.#survey(false);
    const now = performance.now();
    const pause = this.mode === 'events' ? SLOW_LOOK_MS : FAST_LOOK_MS;
    this.#lookTimer = setTimeout(
      () => this.#look(),
      Math.max(pause, (now - started) / MOST_LOOKING),
    );
  }

  #survey(isAnnounced: boolean): void {
    const { folders, suspects } = this.#snapshot.survey();
    if (this.#canWatch) this.#watchFolders(folders);
    for (const file of [...suspects, ...this.#unsure.keys()]) this.#suspect(file, isAnnounced);
  }

  #watchFolders(folders: Map<string, string>): void {
    for (const [folder, { identity, watcher }] of this.#watchers) {
      // A folder that was replaced by another of its name keeps a watcher that gets no events.
      if (folders.get(folder) === identity) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const [folder, identity] of folders) {
      if (this.#canWatch && !this.#watchers.has(folder)) this.#watchOne(folder, identity);
    }
  }

  #watchOne(folder: string, identity: string): void {
    const place = path.join(this.#directory, folder);
    try {
      const listener: WatchListener = (event, name) => this.#hear(event, folder, name);
      const watcher = this.#ask(place, listener);
      watcher.on('error', () => this.#forget(folder, watcher));
      this.#watchers.set(folder, { identity, watcher });
    } catch (error) {
      // No more watches are available (ENOSPC, EMFILE), or none on this system.
      if (!hasCode(error, 'ENOENT')) this.#canWatch = false;
    }
  }

  #forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (this.#watchers.get(folder)?.watcher === watcher) this.#watchers.delete(folder);
  }

  #hear(event: string, folder: string, name: string | null): void {
    if (this.#isClosed || (name !== null && isIgnored(name))) return;
    const file = name === null ? null : path.join(folder, name);
    if (file !== null && isWatched(file)) this.#suspect(file, true);
    // A folder may have come or gone; a system may not report the name.
    else if (file === null || (event === 'rename' && !path.extname(file))) this.#survey(true);
  }

  /** Schedules a comparison of a file for when the folder has settled. */
  #suspect(file: string, isAnnounced: boolean): void {
    this.#dirty.set(file, {
      isAnnounced: isAnnounced || (this.#dirty.get(file)?.isAnnounced ?? false),
    });
    const now = performance.now();
    if (this.#settleTimer === null) this.#restlessSince = now;
    else if (now - this.#restlessSince > RESTLESS_MS) return;
    clearTimeout(this.#settleTimer ?? undefined);
    const timer = setTimeout(() => setImmediate(() => this.#settle(timer)), SETTLE_MS);
    this.#settleTimer = timer;
  }

  /** Compares what is dirty, unless events came since the timer: the loop may have been busy while they queued. */
  #settle(timer: NodeJS.Timeout): void {
    if (this.#settleTimer !== timer) return;
    this.#settleTimer = null;
    const changed: string[] = [];
    for (const [file, { isAnnounced }] of this.#dirty) {
      if (!this.#hasChanged(file)) continue;
      changed.push(file);
      this.#isDeaf = !isAnnounced;
    }
    this.#dirty.clear();
    if (changed.length > 0) this.#onChange(changed.sort());
  }

  #hasChanged(file: string): boolean {
    const since = this.#unsure.get(file);
    const now = performance.now();
    const verdict = this.#snapshot.judge(file, since !== undefined && now - since >= UNSURE_MS);
    if (verdict === 'unsure') this.#unsure.set(file, since ?? now);
    else this.#unsure.delete(file);
    return verdict === 'changed';
  }
}
