// What the tap saw, in words.
import { groupDigits } from '../../digits.ts';
import type { en } from '../en/trace.ts';

const CALLERS_ZH = {
  you: '',
  node: '（Node 自己调用的）',
  peer: '（对端发来的）',
  program: '（程序发来的）',
};

/** In Chinese. */
export const zh: typeof en = {
  start: (file, pid) => `启动 ${file}${pid === undefined ? '' : `（pid ${pid}）`}`,
  unwatched: (file, pid) =>
    `${file === '' ? '工作线程' : `子进程 ${file}（pid ${pid}）`}：看不到它的套接字`,
  unfinished: '（没有 ⏎）',
  listening: (address, isUnwatched) =>
    `正在监听 ${address}${isUnwatched ? '（在子进程或工作线程里，看不到它的连接）' : ''}`,
  closing: (address) => `server.close()${address && ` ${address}`}`,
  drop: (address) => `drop${address && ` ${address}`}`,
  connecting: (address) => `正在连接 ${address}`,
  lookup: (name, address) => `lookup ${name} → ${address}`,
  connectionAttempt: (address) => `尝试连接 ${address}`,
  connectionAttemptFailed: (message) => `尝试失败 ${message}`,
  connectionAttemptTimeout: (address) => `尝试超时 ${address}`,
  connect: (address) => `已连接到 ${address}`,
  connection: (address) => (address === '' ? '收到一个连接' : `收到来自 ${address} 的连接`),
  write: (bytes) => `write ${groupDigits(bytes)} 字节`,
  unsent: (bytes) => `write ${groupDigits(bytes)} 字节（套接字已销毁，没有发出）`,
  data: (bytes) => `data ${groupDigits(bytes)} 字节`,
  lost: (bytes) => `data ${groupDigits(bytes)} 字节（没有监听器）`,
  arrived: (bytes) => `到达 ${groupDigits(bytes)} 字节`,
  send: (bytes) => `send ${groupDigits(bytes)} 字节`,
  tooLarge: (bytes) => `send ${groupDigits(bytes)} 字节（太大，没有发出）`,
  dropped: (bytes) => `send ${groupDigits(bytes)} 字节（套接字已关闭，没有发出）`,
  message: (bytes) => `message ${groupDigits(bytes)} 字节`,
  moreBytes: (bytes) => `…… 还有 ${groupDigits(bytes)} 字节`,
  drain: 'drain',
  pause: (by, option) => `pause${option ? `（${option}）` : by ? CALLERS_ZH[by] : ''}`,
  resume: 'resume',
  finish: 'finish',
  timeout: 'timeout',
  reset: 'reset',
  fin: (isUnread) => (isUnread ? 'FIN（程序没有读取）' : `FIN${CALLERS_ZH.peer}`),
  end: (by) => `end${by ? CALLERS_ZH[by] : ''}`,
  destroy: (by) => `destroy${by ? CALLERS_ZH[by] : ''}`,
  error: (message, event = 'error') => `${event} ${message}`,
  close: (hadError, unread) => {
    const notes = [
      ...(hadError ? ['之前出过错'] : []),
      ...(unread > 0 ? [`有 ${groupDigits(unread)} 字节没有读取`] : []),
    ];
    return notes.length > 0 ? `close（${notes.join('，')}）` : 'close';
  },
  serverClose: (address) => `close（服务端${address && ` ${address}`}）`,
  state: (state, { waiting = 0, unread = 0, unacknowledged = 0 }) =>
    [
      `内核：${state}`,
      ...(waiting > 0 ? [`${groupDigits(waiting)} 个连接在排队`] : []),
      ...(unread > 0 ? [`${groupDigits(unread)} 字节未读`] : []),
      ...(unacknowledged > 0 ? [`${groupDigits(unacknowledged)} 字节未确认`] : []),
    ].join('，'),
  exit: (code) => `exit ${code}`,
  killed: (signal) => `被 ${signal} 终止`,
  proxy: {
    name: '代理：',
    listening: (address, faults) => `监听 ${address}${faults && `，${faults}`}`,
    connection: (client, server) => `端口 ${client} 换成 ${server} 转发`,
    whole: (bytes) => `${groupDigits(bytes)} 字节`,
    pieces: (bytes, pieces) =>
      bytes === pieces
        ? `${groupDigits(pieces)} 段，每段 1 字节`
        : `${groupDigits(bytes)} 字节，分 ${pieces} 段`,
    joined: (bytes, chunks) => `${chunks} 个数据块合成一段，${groupDigits(bytes)} 字节`,
    swallowed: (bytes) => `吞掉 ${groupDigits(bytes)} 字节`,
    ignored: (client) => `接受端口 ${client} 的连接，但没有下文`,
    frozen: (bytes) => `转发 ${groupDigits(bytes)} 字节后冻结，两边都开着`,
    reset: 'reset',
    resetBoth: (bytes) => `满 ${groupDigits(bytes)} 字节，重置两边的连接`,
    close: (bytes) => `close，还有 ${groupDigits(bytes)} 字节没有转发`,
    error: (message) => `error ${message}`,
  },
  verdict: '检查在这里失败',
  peer: '对端（检查）',
  earlier: (count) => `…… 前面还有 ${groupDigits(count)} 行，那一部分没有问题 ……`,
  leftOut: (count) => `…… 有 ${groupDigits(count)} 行没有保留 ……`,
  frames: (count, owners) => `…… ${owners.join(' 和 ')} 内部的 ${count} 行`,
  milliseconds: 'ms',
};
