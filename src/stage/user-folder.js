// A folder in the temporary one that is this user's alone, so that no other user can put files or links into it.
// This is JavaScript because it is needed before TypeScript can be loaded.
import { lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** Only its owner may read, write and enter. */
const OWNER_ONLY = 0o700;
const RIGHTS_OF_OTHERS = 0o077;

/**
 * A folder that was made because the usual name was taken, with the temporary folder it lies in.
 *
 * @type {{ parent: string; folder: string } | null}
 */
let fresh = null;

/**
 * The user's private folder below the temporary one, absolute: `socket-tour-UID`, made with mode 700 where it is not
 * there. Where another user holds that name, or left it open to others, a new folder replaces it until this
 * process exits. Throws what `mkdir` throws where the temporary folder is missing or cannot be written.
 */
export function openPrivateFolder() {
  const parent = path.resolve(tmpdir());
  const folder = path.join(parent, `socket-tour-${process.getuid?.() ?? 'private'}`);
  try {
    mkdirSync(folder, { mode: OWNER_ONLY });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isPrivate(folder)) return folder;
  if (fresh?.parent === parent && isPrivate(fresh.folder)) return fresh.folder;
  fresh = { parent, folder: mkdtempSync(`${folder}-`) };
  removeAtExit(fresh.folder);
  return fresh.folder;
}

/**
 * Whether it is a folder (not a link to one) that belongs to this user and gives no other user any right. Windows has
 * neither owners nor modes here, but a temporary folder for each user.
 */
export function isPrivate(folder) {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return false;
  const uid = process.getuid?.();
  return uid === undefined || (stats.uid === uid && (stats.mode & RIGHTS_OF_OTHERS) === 0);
}

function removeAtExit(folder) {
  if (!isMainThread) return;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
