// BIG_FILE, or 64 MiB of zeros in a folder of your own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SIZE = 64 * 2 ** 20;

// Everybody may write to the temporary folder: a file in
// it could be a link that somebody else has put there.
function openFolder() {
  const user = process.getuid?.() ?? 'private';
  const name = `socket-tour-${user}`;
  const folder = path.join(os.tmpdir(), name);
  // With `recursive`, one that is there is no error.
  const options = { recursive: true, mode: 0o700 };
  try {
    fs.mkdirSync(folder, options);
  } catch {
    // It is no folder.
  }
  const { uid, mode } = fs.lstatSync(folder);
  const isWindows = process.platform === 'win32';
  const isMine =
    uid === user && (mode & 0o170077) === 0o40000;
  if (isWindows || isMine) return folder;
  return fs.mkdtempSync(`${folder}-`);
}

function makeFile() {
  const file = path.join(openFolder(), '64-mib');
  // A file that is only made longer takes no room on the
  // disk, where the system can do that.
  fs.closeSync(fs.openSync(file, 'a'));
  fs.truncateSync(file, SIZE);
  return file;
}

export const FILE = process.env.BIG_FILE ?? makeFile();
