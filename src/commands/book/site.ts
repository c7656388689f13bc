// The built book as a site: what is answered to a request; nothing outside of its folder is ever read.
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LANGUAGES, type Language } from '../../text/language.ts';
import { bookServerMessages } from '../../text/messages/book-server.ts';

/** What is served, by a file's ending; anything else isn't there. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The pages need nothing but their own scripts and styles. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
} as const;

/** An answer, before it is sent. */
interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Answers requests with the files of a folder, absolute; `language` is that of a page that isn't there. */
export function openSite(root: string, language: Language) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await pack(request, await answer(request, root, language));
    response.writeHead(status, { ...HEADERS, 'Content-Length': body.length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

const compress = promisify(gzip);

/** The answer as it is sent: smaller where that is asked for, as by a browser at the far end of a tunnel. */
async function pack({ headers: asked }: IncomingMessage, whole: Answer): Promise<Answer> {
  const headers = { ...whole.headers, Vary: 'Accept-Encoding' };
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/i.test(String(asked['accept-encoding']))) {
    return { ...whole, headers };
  }
  const body = await compress(whole.body);
  return { ...whole, headers: { ...headers, 'Content-Encoding': 'gzip' }, body };
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  root: string,
  language: Language,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') {
    return say(405, 'Method Not Allowed', { Allow: 'GET, HEAD' });
  }
  const asked = readPath(url);
  if (asked === null) return say(400, 'Bad Request');
  const found = await findFile(root, asked);
  if (found === null) return lack(asked, language);
  if (found === 'folder')
    return say(301, 'Moved Permanently', { Location: `${encodeURI(asked)}/` });
  const type = TYPES[path.extname(found)] ?? '';
  // It may have been taken away since, or be somebody else's.
  const body = await readFile(found).catch(() => null);
  if (body === null) return lack(asked, language);
  return { status: 200, headers: { 'Content-Type': type }, body };
}

/** The path that is asked for, decoded; null where there is none that means anything. */
function readPath(url: string): string | null {
  const [raw = ''] = url.split(/[?#]/);
  try {
    const decoded = decodeURIComponent(raw);
    return decoded.startsWith('/') && !decoded.includes('\0') ? decoded : null;
  } catch {
    return null;
  }
}

/** The file of a path, absolute; `folder` where a slash lacks, and null where there is none to be seen. */
async function findFile(root: string, asked: string): Promise<string | 'folder' | null> {
  const parts = asked.split('/');
  // A step up, a drive, a stream of a file or another spelling of a folder: the book has none of these.
  if (parts.some((part) => part.startsWith('.') || /[\\:]/.test(part))) return null;
  const isFolder = asked.endsWith('/');
  const file = path.join(root, ...parts, isFolder ? 'index.html' : '');
  try {
    const [real, top] = await Promise.all([realpath(file), realpath(root)]);
    if (real !== top && !real.startsWith(top + path.sep)) return null;
    const found = await stat(real);
    if (found.isDirectory())
      return (await stat(path.join(real, 'index.html'))).isFile() ? 'folder' : null;
    return found.isFile() && Object.hasOwn(TYPES, path.extname(real)) ? real : null;
  } catch {
    return null;
  }
}

/** The page for what isn't there, in the language of the path. */
function lack(asked: string, fallback: Language): Answer {
  const language = LANGUAGES.find((each) => asked.startsWith(`/${each}/`)) ?? fallback;
  const { noPage, noPageNext } = bookServerMessages[language];
  const lines = [
    '<!DOCTYPE html>',
    `<html lang="${language === 'zh' ? 'zh-Hans' : language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${noPage}</title><link rel="stylesheet" href="/book.css"></head>`,
    `<body><main><h1>${noPage}</h1><p><a href="/${language}/index.html">${noPageNext}</a></p></main></body></html>`,
    '',
  ];
  const headers = { 'Content-Type': TYPES['.html'] ?? '' };
  return { status: 404, headers, body: Buffer.from(lines.join('\n')) };
}

function say(status: number, text: string, headers: Record<string, string> = {}): Answer {
  const own = { 'Content-Type': 'text/plain; charset=utf-8', ...headers };
  return { status, headers: own, body: Buffer.from(`${text}\n`) };
}
