// The command `book`: serves the built book on this machine, and opens it in the browser.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { nameLessonPage } from '../course/book-address.ts';
import { findLessons, requireLesson } from '../course/folders.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { openLearnersWorkspace } from '../play/learners-workspace.ts';
import { findPortHolder } from '../stage/errors/port-holder.ts';
import { sayBoth } from '../text/bilingual.ts';
import { Failure } from '../text/failure.ts';
import { LANGUAGES } from '../text/language.ts';
import { bookServerMessages } from '../text/messages/book-server.ts';
import type { FileFault } from '../text/messages/en/book-server.ts';
import { chooseOpener, openAddress } from './book/browser.ts';
import { openSite } from './book/site.ts';
import type { Context, Run } from './context.ts';

/** Only programs of this machine reach it. */
const HOST = '127.0.0.1';
const CONTENTS = 'index.html';
/** What each language has beside its lessons, and what all of them have. */
const OWN = [CONTENTS, 'install.html', 'print.html', 'search-index.js'];
const SHARED = [CONTENTS, 'book.css', 'book.js', 'search.js', 'search.css'];

/**
 * Serves the book until Ctrl-C; resolves to 0. Throws a Failure where the book isn't built, or only in part, and where the
 * port is taken.
 */
export const run: Run = async (context, { port = 0, open = true }, [name]) => {
  const { stdout, stderr, language, packageRoot, lessonsRoot } = context;
  const lessons = findLessons(lessonsRoot);
  const page = choosePage(name, lessons, context);
  const root = path.join(packageRoot, 'book');
  requireBook(root, lessons, context);
  const server = createServer(openSite(root, language));
  await listen(server, port);
  const say = bookServerMessages[language];
  const { port: taken } = server.address() as AddressInfo;
  const address = `http://${HOST}:${taken}/${language}/${page}`;
  stdout.print(say.served(address), say.ends);
  const interrupts = openInterrupts(() => {});
  if (open && stdout.isTerminal) {
    const opener = chooseOpener(process.platform, context.environment);
    const opening = opener === null ? Promise.resolve(false) : openAddress(opener, address);
    void opening.then((isOpen) => {
      if (!isOpen) stderr.print(say.notOpened);
    });
  }
  await new Promise((resolve) => {
    if (interrupts.signal.aborted) resolve(null);
    interrupts.signal.addEventListener('abort', resolve);
  });
  server.close();
  server.closeAllConnections();
  interrupts.close();
  return interrupts.exitCode ?? 0;
};

/** The page to open: that of the lesson named, else of the current one; the contents where none is current. */
function choosePage(
  name: string | undefined,
  lessons: readonly string[],
  context: Context,
): string {
  const { current } = openLearnersWorkspace(context).readProgress();
  if (name === undefined && (current === null || !lessons.includes(current))) return CONTENTS;
  return nameLessonPage({ folder: requireLesson(name ?? current ?? '', lessons) });
}

/** Throws a Failure that says what lacks, or can't be read, where the book isn't whole. */
function requireBook(root: string, lessons: readonly string[], { packageRoot }: Context): void {
  const pages = lessons.map((folder) => nameLessonPage({ folder }));
  const files = [
    ...LANGUAGES.flatMap((language) => [...OWN, ...pages].map((file) => path.join(language, file))),
    ...SHARED,
  ];
  const faults = files.flatMap((file) => findFault(root, file) ?? []);
  if (faults.length === 0) return;
  const isClone = existsSync(path.join(packageRoot, 'src', 'main.ts'));
  const isAbsent = faults.length === files.length && faults.every(({ isThere }) => !isThere);
  const first = isAbsent ? null : (faults[0] ?? null);
  throw new Failure(sayBoth(bookServerMessages, (say) => say.notBuilt(root, first, isClone)));
}

/** What is wrong with a file of the book; null where it can be read, and is not empty. */
function findFault(root: string, file: string): FileFault | null {
  const place = path.join(root, file);
  try {
    const stats = statSync(place);
    accessSync(place, constants.R_OK);
    return stats.isFile() && stats.size > 0 ? null : { file, isThere: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { file, isThere: code !== 'ENOENT' && code !== 'ENOTDIR' };
  }
}

/** Throws a Failure where the port can't be had. */
async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const holder = code === 'EADDRINUSE' ? await findPortHolder(port, HOST) : null;
    const text = sayBoth(bookServerMessages, (say) =>
      code === 'EACCES' ? say.portForbidden(port) : say.portTaken(port, holder),
    );
    throw new Failure(text);
  }
}
