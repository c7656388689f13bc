// BIG_FILE, or 64 MiB of zeros in the temporary folder.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SIZE = 64 * 2 ** 20;

function makeFile() {
  const { username } = os.userInfo();
  const name = `socket-tour-64-mib-${username}`;
  const file = path.join(os.tmpdir(), name);
  // A file that is only made longer takes no room on the
  // disk, where the system can do that.
  fs.closeSync(fs.openSync(file, 'a'));
  fs.truncateSync(file, SIZE);
  return file;
}

export const FILE = process.env.BIG_FILE ?? makeFile();
