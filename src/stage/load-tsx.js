// Loads tsx with its cache in a private folder, because tsx runs whatever it finds in its cache.
// Its own, /tmp/tsx-UID, may have been made by another user. This is JavaScript because tsx isn't loaded yet.
import { openPrivateFolder } from './user-folder.js';

// Windows has a temporary folder for each user.
const isNeeded = process.platform !== 'win32';
const { env } = process;
const { TMPDIR, TSX_DISABLE_CACHE } = env;
// `cache`: the folder that the runner opened, empty where it could not. `tsx`: where the runner has found tsx.
const { searchParams } = new URL(import.meta.url);

/** The private folder, opened here where no runner did; null where there is none. */
function findFolder() {
  const given = searchParams.get('cache');
  if (given !== null) return given || null;
  try {
    return openPrivateFolder();
  } catch {
    return null;
  }
}

/** Restores the variable, or removes it. */
function restore(name, value) {
  if (value === undefined) delete env[name];
  else env[name] = value;
}

const folder = isNeeded ? findFolder() : null;
// tsx, and the thread that it starts, read the variables only while they are loaded: the program
// sees its own.
if (folder !== null) env.TMPDIR = folder;
else if (isNeeded) env.TSX_DISABLE_CACHE = '1';
try {
  await import(searchParams.get('tsx') ?? 'tsx');
} finally {
  if (isNeeded) {
    restore('TMPDIR', TMPDIR);
    restore('TSX_DISABLE_CACHE', TSX_DISABLE_CACHE);
  }
}
