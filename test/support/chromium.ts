// Drives an installed Chromium by its own protocol, over a pipe: pages, keys, what goes wrong in them, and PDFs.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** What the browser answers, or tells by itself. */
type Message = Record<string, unknown>;
type Params = Readonly<Record<string, unknown>>;

/** A window to look through. */
export interface View {
  /** In px. */
  width: number;
  height?: number;
  scheme?: 'light' | 'dark';
  /** Whether pages may run scripts; true by default. */
  hasScripts?: boolean;
  /** Whether the person wants things to move less. */
  isCalm?: boolean;
  /** The screen by default. */
  medium?: 'screen' | 'print';
}

/** A running browser. */
export interface Chromium {
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/** How long an answer may take, in ms. */
const PATIENCE_MS = 300_000;
/** How long it may take to end by itself, in ms. */
const CLOSE_MS = 10_000;

/** Starts a browser with a profile of its own. */
export async function openChromium(program: string): Promise<Chromium> {
  const profile = mkdtempSync(path.join(tmpdir(), 'socket-tour-chromium-'));
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--hide-scrollbars',
  ];
  const child = spawn(
    program,
    [
      ...options,
      '--disable-background-networking',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const wire = new Wire(child);
  return {
    async openPage() {
      const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
      return Page.open(wire, String(sessionId), String(targetId));
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        // Killed, it would leave processes behind for a moment, which write into the profile.
        const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
        wire.send('Browser.close').catch(() => {});
        await ended;
        clearTimeout(late);
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Commands and answers, each a JSON text with a NUL behind it. */
class Wire {
  readonly #out: Writable;
  readonly #waiting = new Map<
    number,
    { resolve(result: Message): void; reject(error: Error): void }
  >();
  readonly #listeners = new Set<(session: string, method: string, params: Message) => void>();
  #last = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(child: ChildProcess) {
    this.#out = child.stdio[3] as Writable;
    this.#out.on('error', () => {});
    (child.stdio[4] as Readable).on('data', (data: Buffer) => this.#take(data));
    child.once('exit', () => this.#giveUp(new Error('the browser ended')));
    child.once('error', (error) => this.#giveUp(error));
  }

  listen(listener: (session: string, method: string, params: Message) => void): void {
    this.#listeners.add(listener);
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Message> {
    this.#last += 1;
    const id = this.#last;
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE_MS);
      const settle =
        <Value>(act: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          act(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
    });
  }

  #take(data: Buffer): void {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    for (let end = this.#rest.indexOf(0); end >= 0; end = this.#rest.indexOf(0)) {
      this.#read(JSON.parse(this.#rest.toString('utf8', 0, end)));
      this.#rest = this.#rest.subarray(end + 1);
    }
  }

  #read({ id, result, error, method, params, sessionId }: Message): void {
    if (typeof id !== 'number') {
      for (const listen of this.#listeners)
        listen(String(sessionId), String(method), params as Message);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error((error as { message: string }).message));
    else waiting?.resolve(result as Message);
  }

  #giveUp(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** A page. */
export class Page {
  /** What the page complained about: errors of scripts, of the console, and of what could not be loaded. */
  readonly complaints: string[] = [];
  /** The addresses of everything that was asked for, but the page's own text. */
  readonly requests: string[] = [];
  readonly #wire: Wire;
  readonly #session: string;
  readonly #target: string;
  #onLoad = () => {};

  private constructor(wire: Wire, session: string, target: string) {
    this.#wire = wire;
    this.#session = session;
    this.#target = target;
    wire.listen((from, method, params) => {
      if (from === session) this.#hear(method, params);
    });
  }

  static async open(wire: Wire, session: string, target: string): Promise<Page> {
    const page = new Page(wire, session, target);
    for (const part of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${part}.enable`);
    return page;
  }

  /** Sends a command of the protocol. */
  send(method: string, params: Params = {}): Promise<Message> {
    return this.#wire.send(method, params, this.#session);
  }

  /** Sets the window, and who looks through it. */
  async look({
    width,
    height = 800,
    scheme = 'light',
    hasScripts = true,
    isCalm = false,
    medium = 'screen',
  }: View): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const features = [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: isCalm ? 'reduce' : 'no-preference' },
    ];
    await this.send('Emulation.setEmulatedMedia', { media: medium, features });
    await this.send('Emulation.setScriptExecutionDisabled', { value: !hasScripts });
  }

  /** Opens an address, and waits until all of it has loaded. */
  async go(url: string): Promise<void> {
    // An address that only differs in its anchor would load nothing.
    if (url.includes('#')) await this.go('about:blank');
    const loaded = this.loaded();
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /** Settles when the next page has loaded. */
  loaded(): Promise<void> {
    return new Promise((resolve) => {
      this.#onLoad = resolve;
    });
  }

  /** The value of an expression in the page, awaited where it is a promise. Throws where it throws. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const answer = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    const { exceptionDetails: failed, result } = answer as {
      exceptionDetails?: { text: string; exception?: { description?: string } };
      result: { value: Value };
    };
    if (failed) throw new Error(failed.exception?.description ?? failed.text);
    return result.value;
  }

  /** Presses a key by its name: `Tab`, `Enter`, `/`. */
  async press(key: string, modifiers = 0): Promise<void> {
    const codes: Record<string, number> = {
      Tab: 9,
      Enter: 13,
      Escape: 27,
      ArrowDown: 40,
      ArrowUp: 38,
    };
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    const code = codes[key] ?? key.toUpperCase().charCodeAt(0);
    const about = {
      key,
      modifiers,
      windowsVirtualKeyCode: code,
      code: key.length === 1 ? undefined : key,
    };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...about, text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...about });
  }

  /** Types a text into what has the focus, as an input method does. */
  async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
  }

  /** A picture of the window, a PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(String(data), 'base64');
  }

  /** The page as it would be printed, a PDF. */
  async print(): Promise<Buffer> {
    const { data } = await this.send('Page.printToPDF', { preferCSSPageSize: true });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    await this.#wire.send('Target.closeTarget', { targetId: this.#target });
  }

  #hear(method: string, params: Message): void {
    if (method === 'Page.loadEventFired') this.#onLoad();
    if (method === 'Network.requestWillBeSent') {
      this.requests.push((params.request as { url: string }).url);
    }
    if (method === 'Runtime.exceptionThrown') {
      const { text, exception } = params.exceptionDetails as {
        text: string;
        exception?: { description?: string };
      };
      this.complaints.push(exception?.description ?? text);
    }
    if (method === 'Runtime.consoleAPICalled' && params.type !== 'log') {
      this.complaints.push(JSON.stringify(params.args));
    }
    if (method === 'Log.entryAdded') {
      const { level, text, url } = params.entry as { level: string; text: string; url?: string };
      if (level !== 'verbose') this.complaints.push(`${text} ${url ?? ''}`);
    }
  }
}
