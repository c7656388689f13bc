// What the tap saw, in words.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';

type Caller = 'you' | 'node' | 'peer' | undefined;

const CALLERS_EN = { you: '', node: ' (by Node itself)', peer: ' (from the peer)' };
const CALLERS_ZH = { you: '', node: '（Node 自己调用的）', peer: '（对端发来的）' };

const en = {
  start: (file: string, pid: number | undefined) =>
    `start ${file}${pid === undefined ? '' : ` (pid ${pid})`}`,
  listening: (address: string) => `listening on ${address}`,
  connecting: (address: string) => `connecting to ${address}`,
  connect: (address: string) => `connected to ${address}`,
  connection: (address: string) => `connection from ${address}`,
  write: (bytes: number) => `write ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
  data: (bytes: number) => `data ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
  /** Of a datagram socket, whose calls have other names. */
  send: (bytes: number) => `send ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
  message: (bytes: number) => `message ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
  /** Below bytes that are shown: how many are not. */
  moreBytes: (bytes: number) => `… ${bytes} more`,
  drain: 'drain',
  pause: 'pause',
  finish: 'finish',
  timeout: 'timeout',
  reset: 'reset',
  end: (by: Caller) => `end${by ? CALLERS_EN[by] : ''}`,
  destroy: (by: Caller) => `destroy${by ? CALLERS_EN[by] : ''}`,
  error: (message: string) => `error ${message}`,
  close: (hadError: boolean): string => (hadError ? 'close (after an error)' : 'close'),
  exit: (code: string) => `exit ${code}`,
  killed: (signal: string) => `ended by ${signal}`,
  /** What the proxy between them did. */
  proxy: {
    /** Stands before all that follows, where no column says whose it is. */
    name: 'proxy: ',
    listening: (address: string, faults: string) => `on ${address}${faults && `, ${faults}`}`,
    connection: (client: number, server: number) => `port ${client} goes on as port ${server}`,
    whole: (bytes: number) => countBytes(bytes),
    pieces: (bytes: number, pieces: number) =>
      bytes === pieces ? `${pieces} pieces of 1 byte` : `${countBytes(bytes)} in ${pieces} pieces`,
    joined: (bytes: number, chunks: number) => `${chunks} chunks as one, ${countBytes(bytes)}`,
    swallowed: (bytes: number) => `${countBytes(bytes)} swallowed`,
    reset: 'reset',
    resetBoth: (bytes: number) => `both sides reset after ${countBytes(bytes)}`,
    close: (bytes: number) => `close, ${countBytes(bytes)} not passed on`,
    error: (message: string) => `error ${message}`,
  },
  /** Heads the column of times. */
  milliseconds: 'ms',
};

function countBytes(bytes: number): string {
  return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

const zh: typeof en = {
  start: (file, pid) => `启动 ${file}${pid === undefined ? '' : `（pid ${pid}）`}`,
  listening: (address) => `正在监听 ${address}`,
  connecting: (address) => `正在连接 ${address}`,
  connect: (address) => `已连接到 ${address}`,
  connection: (address) => `收到来自 ${address} 的连接`,
  write: (bytes) => `write ${bytes} 字节`,
  data: (bytes) => `data ${bytes} 字节`,
  send: (bytes) => `send ${bytes} 字节`,
  message: (bytes) => `message ${bytes} 字节`,
  moreBytes: (bytes) => `…… 还有 ${bytes} 字节`,
  drain: 'drain',
  pause: 'pause',
  finish: 'finish',
  timeout: 'timeout',
  reset: 'reset',
  end: (by) => `end${by ? CALLERS_ZH[by] : ''}`,
  destroy: (by) => `destroy${by ? CALLERS_ZH[by] : ''}`,
  error: (message) => `error ${message}`,
  close: (hadError) => (hadError ? 'close（之前出过错）' : 'close'),
  exit: (code) => `exit ${code}`,
  killed: (signal) => `被 ${signal} 终止`,
  proxy: {
    name: '代理：',
    listening: (address, faults) => `在 ${address}${faults && `，${faults}`}`,
    connection: (client, server) => `端口 ${client} 换成 ${server} 转发`,
    whole: (bytes) => `${bytes} 字节`,
    pieces: (bytes, pieces) =>
      bytes === pieces ? `${pieces} 段，每段 1 字节` : `${bytes} 字节，分 ${pieces} 段`,
    joined: (bytes, chunks) => `${chunks} 个数据块合成一段，${bytes} 字节`,
    swallowed: (bytes) => `吞掉 ${bytes} 字节`,
    reset: 'reset',
    resetBoth: (bytes) => `满 ${bytes} 字节，重置两边的连接`,
    close: (bytes) => `close，还有 ${bytes} 字节没有转发`,
    error: (message) => `error ${message}`,
  },
  milliseconds: 'ms',
};

/** The texts of trace rows, without the `· ` before them. */
export const traceMessages: Bilingual<typeof en> = speakBoth(en, zh);
