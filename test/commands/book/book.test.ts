// Tests the command `book` as a person uses it: over HTTP, in a folder that looks like the built book.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { chooseOpener, openAddress } from '../../../src/commands/book/browser.ts';
import { openSite } from '../../../src/commands/book/site.ts';
import { run } from '../../../src/commands/book.ts';
import { nameLessonPage } from '../../../src/course/book-address.ts';
import { findLessons } from '../../../src/course/folders.ts';
import { findFreePort } from '../../../src/stage/free-port.ts';
import { Failure } from '../../../src/text/failure.ts';
import { ROOT } from '../../support/command.ts';
import { type KeptContext, keepContext } from '../../support/context.ts';
import { makeFolder } from '../../support/tour.ts';

/** A package with a book of pages that hold their own names; returns its folder. */
function makePackage(test: TestContext): string {
  const home = makeFolder(test);
  const files = ['book.css', 'book.js', 'search.js', 'search.css', 'index.html', 'runs/run.json'];
  const own = ['index.html', 'install.html', 'print.html', 'search-index.js'];
  const pages = [...own, ...findLessons().map((folder) => nameLessonPage({ folder }))];
  for (const file of [
    ...files,
    ...['en', 'zh'].flatMap((each) => pages.map((page) => `${each}/${page}`)),
  ]) {
    const place = path.join(home, 'book', file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, file);
  }
  return home;
}

interface Got {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks for a path as it is written, dots and all. */
function ask(port: number, asked: string, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: asked, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject).end();
  });
}

/** Serves the site of a package; returns its port. */
async function serve(test: TestContext, home: string): Promise<number> {
  const { createServer: createHttpServer } = await import('node:http');
  const server = createHttpServer(openSite(path.join(home, 'book'), 'en'));
  test.after(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

describe('the site of the book', () => {
  it('has its pages, with their types, and a page for those that it lacks', async (t) => {
    const port = await serve(t, makePackage(t));
    const front = await ask(port, '/');
    assert.deepEqual([front.status, front.body], [200, 'index.html']);
    assert.match(String(front.headers['content-security-policy']), /script-src 'self'/);
    const lesson = await ask(port, '/zh/09-framing-lines.html?from=here');
    assert.deepEqual([lesson.status, lesson.body], [200, 'zh/09-framing-lines.html']);
    for (const [file, type] of [
      ['/book.css', 'text/css; charset=utf-8'],
      ['/search.js', 'text/javascript; charset=utf-8'],
      ['/en/index.html', 'text/html; charset=utf-8'],
    ] as const) {
      assert.equal((await ask(port, file)).headers['content-type'], type);
    }
    const folder = await ask(port, '/zh');
    assert.deepEqual([folder.status, folder.headers.location], [301, '/zh/']);
    const none = await ask(port, '/zh/99-none.html');
    assert.equal(none.status, 404);
    assert.match(none.body, /没有这一页.*\n.*href="\/zh\/index\.html"/);
  });

  it('goes on where a page can no longer be read', async (t) => {
    const home = makePackage(t);
    const port = await serve(t, home);
    // Nobody's rights keep root from reading, but Node reads no more than 2 GiB at once.
    truncateSync(path.join(home, 'book', 'en', 'print.html'), 2 ** 31 + 1);
    assert.equal((await ask(port, '/en/print.html')).status, 404);
    assert.equal((await ask(port, '/en/index.html')).status, 200);
  });

  it('answers HEAD without a body, and nothing but reading', async (t) => {
    const port = await serve(t, makePackage(t));
    const head = await ask(port, '/en/', 'HEAD');
    assert.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', '13']);
    const post = await ask(port, '/en/', 'POST');
    assert.deepEqual([post.status, post.headers.allow], [405, 'GET, HEAD']);
  });

  it('sends less to who can unpack it', async (t) => {
    const home = makePackage(t);
    const text = '套接字 and a page. '.repeat(1000);
    writeFileSync(path.join(home, 'book', 'en', 'index.html'), text);
    const port = await serve(t, home);
    const get = (encoding: string | undefined) =>
      new Promise<{ headers: Got['headers']; body: Buffer }>((resolve, reject) => {
        const headers = encoding === undefined ? {} : { 'Accept-Encoding': encoding };
        request({ host: '127.0.0.1', port, path: '/en/', headers }, async (response) => {
          const body = Buffer.concat(await response.toArray());
          resolve({ headers: response.headers, body });
        })
          .on('error', reject)
          .end();
      });
    for (const encoding of ['gzip, deflate, br, zstd', 'br;q=1, GZIP;q=0.5']) {
      const { headers, body } = await get(encoding);
      assert.equal(headers['content-encoding'], 'gzip', encoding);
      assert.equal(headers['content-length'], String(body.length));
      assert.ok(body.length < 1000);
      assert.equal(gunzipSync(body).toString(), text);
    }
    for (const encoding of [undefined, 'br', 'identity', 'gzip;q=0', 'br, gzip; q=0.0']) {
      const { headers, body } = await get(encoding);
      assert.equal(headers['content-encoding'], undefined, encoding);
      assert.equal(headers.vary, 'Accept-Encoding');
      assert.equal(body.toString(), text);
    }
  });

  it('shows nothing that is not a page of the book', async (t) => {
    const home = makePackage(t);
    writeFileSync(path.join(home, 'secret.html'), 'secret');
    mkdirSync(path.join(home, 'bookish'));
    writeFileSync(path.join(home, 'bookish', 'secret.html'), 'secret');
    writeFileSync(path.join(home, 'book', '.hidden.html'), 'secret');
    symlinkSync(path.join(home, 'secret.html'), path.join(home, 'book', 'en', 'link.html'));
    symlinkSync(path.join(home, 'bookish'), path.join(home, 'book', 'en', 'folder'), 'junction');
    const port = await serve(t, home);
    for (const asked of [
      '/../secret.html',
      '/en/../../secret.html',
      '/%2e%2e/secret.html',
      '/en/%2e%2e%2f%2e%2e%2fsecret.html',
      '/..%5csecret.html',
      '/../bookish/secret.html',
      '/en/link.html',
      '/en/folder/secret.html',
      '/.hidden.html',
      '/runs/run.json',
      '/runs/',
      '/en/index.html/',
      '//secret.html',
      `/${home}/secret.html`,
      '/C:/secret.html',
    ]) {
      const { status, body } = await ask(port, asked);
      assert.equal(status, 404, asked);
      assert.doesNotMatch(body, /secret/, asked);
    }
    for (const asked of ['/%', '/%00', '/en/%c0%ae/', '*']) {
      assert.equal((await ask(port, asked)).status, 400, asked);
    }
  });
});

describe('book', () => {
  const start = (kept: KeptContext, options = {}, words: string[] = []) =>
    run(kept.context, options, words);
  const keep = (t: TestContext, home: string) =>
    keepContext(makeFolder(t), { packageRoot: home, lessonsRoot: path.join(ROOT, 'lessons') });

  it('says what is missing, and what to do', async (t) => {
    const home = makePackage(t);
    const kept = keep(t, home);
    rmSync(path.join(home, 'book', 'zh', '09-framing-lines.html'));
    await assert.rejects(
      start(kept),
      failsWith(/not whole: zh.09-framing-lines\.html is missing\. .*install that again/),
    );
    writeFileSync(path.join(home, 'book', 'zh', '09-framing-lines.html'), '');
    await assert.rejects(
      start(kept),
      failsWith(/zh.09-framing-lines\.html is empty or can't be read\. .*install that again/),
    );
    rmSync(path.join(home, 'book', 'en', 'search-index.js'));
    await assert.rejects(start(kept), failsWith(/en.search-index\.js is missing/));
    rmSync(path.join(home, 'book', 'en'), { recursive: true });
    writeFileSync(path.join(home, 'book', 'en'), '');
    await assert.rejects(start(kept), failsWith(/en.index\.html is missing/));
    rmSync(path.join(home, 'book'), { recursive: true });
    await assert.rejects(
      start(kept),
      failsWith(/^The book is not in .*book\. It belongs to the package/),
    );
    mkdirSync(path.join(home, 'src'));
    writeFileSync(path.join(home, 'src', 'main.ts'), '');
    await assert.rejects(start(kept), failsWith(/npm run book/));
  });

  it('says who has the port', async (t) => {
    const home = makePackage(t);
    const holder = createServer();
    t.after(() => void holder.close());
    holder.listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    await assert.rejects(
      start(keep(t, home), { port }),
      failsWith(/^Port \d+ is taken.*Without --port/),
    );
  });

  it('knows no lesson that is not there', async (t) => {
    const failure = await start(keep(t, makePackage(t)), {}, ['99']).catch((error) => error);
    assert.ok(failure instanceof Failure && failure.exitCode === 2);
  });

  it('serves until it is interrupted', {
    skip: process.platform === 'win32' && 'no signals',
  }, async (t) => {
    const home = makePackage(t);
    const script = `
      const { run } = await import('${new URL('../../../src/commands/book.ts', import.meta.url)}');
      const { keepContext } = await import('${new URL('../../support/context.ts', import.meta.url)}');
      const { context } = keepContext(${JSON.stringify(makeFolder(t))}, ${JSON.stringify({ packageRoot: home, lessonsRoot: path.join(ROOT, 'lessons') })});
      const stdout = { ...context.stdout, print: (...lines) => console.log(lines.join('\\n')) };
      process.exitCode = await run({ ...context, stdout }, { port: ${await findFreePort()} }, ['9']);
    `;
    const tsx = new URL('../../../src/stage/load-tsx.js', import.meta.url).href;
    const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], {
      cwd: ROOT,
    });
    t.after(() => void child.kill('SIGKILL'));
    const address = await readAddress(child);
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/en\/09-framing-lines\.html$/);
    const response = await fetch(address);
    assert.equal(await response.text(), 'en/09-framing-lines.html');
    // The connection of that request is kept alive, and no reason to stay.
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });
});

function failsWith(pattern: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.match(error.text.en, pattern);
    assert.notEqual(error.text.zh, error.text.en);
    return true;
  };
}

async function readAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  let text = '';
  stderr?.setEncoding('utf8').on('data', (data: string) => {
    text += data;
  });
  for await (const data of stdout ?? []) {
    text += data;
    const [, address] = /at (http:\S+)\n/.exec(text) ?? [];
    if (address) return address;
  }
  throw new Error(text);
}

describe('the browser', () => {
  it('is the one that the system knows, and none without a screen', () => {
    assert.deepEqual(chooseOpener('darwin', {}), ['open']);
    assert.equal(chooseOpener('win32', {})?.[0], 'rundll32');
    assert.deepEqual(chooseOpener('linux', { DISPLAY: ':0' }), ['xdg-open']);
    assert.deepEqual(chooseOpener('linux', { BROWSER: 'firefox' }), ['firefox']);
    assert.equal(chooseOpener('linux', {}), null);
  });

  it('is said not to have opened where it fails', async () => {
    assert.equal(await openAddress(['no-such-browser'], 'http://127.0.0.1/'), false);
    assert.equal(await openAddress([process.execPath, '-e', 'process.exit(3)', '--'], 'x'), false);
    assert.equal(await openAddress([process.execPath, '-e', '0', '--'], 'x'), true);
  });
});
