// What the tap saw, in words.
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
  /** Heads the column of times. */
  milliseconds: 'ms',
};

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
  milliseconds: 'ms',
};

/** The texts of trace rows, without the `· ` before them. */
export const traceMessages: Bilingual<typeof en> = { en, zh };
