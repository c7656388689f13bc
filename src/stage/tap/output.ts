// The program's own lines, stamped inside the program: on arrival through a pipe their order is luck.

import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { report } from './report.ts';

type Done = (error?: Error | null) => void;
interface Pending {
  chunk: Buffer;
  encoding: BufferEncoding;
}

/**
 * Turns `process.stdout` and `process.stderr` into synchronous reports. Through a pipe Node's standard
 * streams are asynchronous and lose what is unwritten at exit (Node's documentation, "A note on process
 * I/O"); in a terminal they are not. The streams themselves stay, so that a program can't tell.
 */
export function tapOutput(): void {
  tapStream(process.stdout, 'stdout');
  tapStream(process.stderr, 'stderr');
}

function tapStream(stream: Writable, kind: 'stdout' | 'stderr'): void {
  const decoder = new StringDecoder('utf8');
  const send = (chunk: Buffer | string) => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (text !== '') report({ kind, text });
  };
  stream._write = (chunk: Buffer | string, _encoding: BufferEncoding, done: Done) => {
    send(chunk);
    done();
  };
  stream._writev = (chunks: Pending[], done: Done) => {
    for (const { chunk } of chunks) send(chunk);
    done();
  };
}
