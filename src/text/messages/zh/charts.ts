// The texts of the charts: their titles, their marks in words, and what they say without data.
import { groupDigits } from '../../digits.ts';
import type { en, Outcomes } from '../en/charts.ts';

const bytesZh = (bytes: number) => `${groupDigits(bytes)} 字节`;

const joinZh = (parts: readonly string[]) => parts.join('、');

const outcomesZh = ({ connected, refused, failed, open }: Outcomes) =>
  [
    ...(connected > 0 ? [`连接成功 ${groupDigits(connected)}`] : []),
    ...(refused > 0 ? [`被拒绝 ${groupDigits(refused)}`] : []),
    ...(failed > 0 ? [`其他失败 ${groupDigits(failed)}`] : []),
    ...(open > 0 ? [`没有结果 ${groupDigits(open)}`] : []),
  ].join('，');

/** In Chinese. */
export const zh: typeof en = {
  lastRun: (runs) => `这是 ${runs} 次运行中的最后一次。`,
  moreConnections: (connections) => `…… 还有 ${connections} 个连接`,
  moreChunks: (chunks, bytes) => `…… 还有 ${chunks} 个数据块，共 ${bytesZh(bytes)}`,
  chunks: {
    nothing: '这次运行没有收到数据，没有数据块可数。',
    over: (actor, runs) => `${actor} · 每个连接上的 data 事件数，共运行 ${runs} 次`,
    label: (from, to) => (from === to ? `${from} 个数据块` : `${from}–${to} 个数据块`),
    times: (label, times, percent) => `${label}：${times} 次（${percent}）`,
    one: (place, bytes, chunks) => `${place} · ${bytesZh(bytes)}，分成 ${chunks} 个数据块`,
    sizes: (sizes) => `各块字节数：${sizes.join('、')}`,
    more: (chunks) => `+${chunks}`,
  },
  bytes: {
    nothing: '这次运行没有收到数据，没有字节可画。',
    more: (bytes) => `…… 还有 ${bytes}`,
    oneChunk: '全部在一个数据块里，没有切口。',
    noneTorn: (cuts) =>
      cuts === 1 ? '切口落在两个字符之间。' : `${cuts} 处切口都没有落在字符中间。`,
    torn: (torn, cuts, characters) =>
      `${cuts} 处切口中有 ${torn} 处落在字符中间：${joinZh(characters)}。`,
    legend: '┃ 切口   ↑ 落在字符中间',
    unknown: '更长的数据块只知道前 48 字节。',
    chunk: (chunk, bytes, digits) => `第 ${chunk} 块，${bytesZh(bytes)}：${digits}`,
    text: (text) => `文字 ${text}`,
    endsInside: (character) => `切在 ${character} 中间`,
  },
  frames: {
    nothing: '这次运行没有收到数据，也就没有帧。',
    title: (place, frames, bytes, chunks) =>
      `${place} · ${frames} 个完整的帧，${bytesZh(bytes)}，${chunks} 个数据块`,
    body: '帧体',
    whole: (frame, length, chunks) =>
      `#${frame}：长度 ${length}，整帧都在第 ${chunks.join('、')} 块里`,
    cut: (frame, length, parts) => `#${frame}：长度 ${length}；${parts.join('；')}`,
    headerCut: (chunks) => `帧头被切开，分在第 ${joinZh(chunks.map(String))} 块里`,
    bodyCut: (chunks) => `帧体被切开，分在第 ${joinZh(chunks.map(String))} 块里`,
    between: (header, body) => `帧头到第 ${header} 块为止，帧体从第 ${body} 块开始`,
    unfinished: (arrived, length) => `${length} 字节的帧体只到了 ${arrived} 字节`,
    shortHeader: (frame, arrived) => `#${frame}：4 字节的帧头只到了 ${arrived} 字节`,
    impossible: (frame, length, arrived) =>
      `#${frame}：帧头说有 ${bytesZh(length)}。这不可能：只到了 ${arrived} 字节。`,
    unreadable: (frame, offset) =>
      `#${frame} 的帧头应在第 ${offset} 字节处，在某个数据块的前 48 字节之后；那里的字节不知道，所以读不出来。`,
    several: (chunk, frames) => `第 ${chunk} 块里有 ${frames} 个完整的帧。`,
    moreFrames: (frames) => `…… 还有 ${frames} 帧`,
  },
  buffered: {
    nothing: '没有写过数据，也就没有数据在等。',
    never: (writes) =>
      writes === 1
        ? '进程里没有数据在等：仅有的一次 write 立刻被内核收走了。'
        : `进程里没有数据在等：${writes} 次 write 都立刻被内核收走了。`,
    title: (actor) => `${actor} · 进程里等着发送的字节`,
    peak: (size, at) => `峰值：${size}，在 ${at} 毫秒。`,
    drains: (drains) => (drains === 0 ? '没有 drain。' : `${drains} 次 drain。`),
    legend: '↑ drain',
    lost: (size) => `连接关闭时还有 ${size} 在等：没有全部发出去。`,
    last: (size) => `最后还有 ${size} 在等。`,
    point: (at, size) => `${at} 毫秒：${size}`,
  },
  closing: {
    nothing: '没有建立过连接，也就没有关闭。',
    title: (name, from, to) => `连接 ${name} · ${from} 到 ${to} 毫秒`,
    peer: '对端',
    direction: (from, to) => `${from} → ${to}`,
    you: {
      end: (actor) => `${actor} 关闭自己这个方向`,
      destroy: (actor) => `${actor} 销毁套接字`,
      reset: (actor) => `${actor} 重置连接`,
    },
    node: {
      end: (actor) => `Node 自己关闭了 ${actor} 这个方向`,
      destroy: (actor) => `Node 自己销毁了 ${actor} 的套接字`,
    },
    heard: (actor) => `${actor} 读到了另一个方向的结尾`,
    unheard: (actor, isUnread) =>
      `另一个方向的结尾到达 ${actor}${isUnread ? '，但程序没有读取' : ''}`,
    error: (actor, what) => `${actor} 出错：${what}`,
    close: (actor, hadError) =>
      `${actor} 的 close${hadError ? '，之前出过错（hadError: true）' : ''}`,
    exit: (actor) => `${actor} 的进程已经退出`,
    halfOpen: (ms) => `半关闭了 ${ms} 毫秒：一个方向已经关闭，另一个还没有。`,
    open: '到最后连接还开着。',
    legend: '━ 还能发送   ┤ 已关闭   ╳ 已销毁   R 已重置   ! 出错',
  },
  attempts: {
    nothing: '没有程序请求过连接。',
    together: (clients) => `${clients} 个客户端合计`,
    title: (name, attempts, counts) =>
      `${name} · 尝试连接 ${groupDigits(attempts)} 次：${outcomesZh(counts)}`,
    connected: '已连接',
    refused: '被拒绝',
    failed: '其他失败',
    open: '没有结果',
    one: '一格是一次尝试',
    scale: (attempts, ms) => `满格：${ms} 毫秒内 ${groupDigits(attempts)} 次尝试`,
    busiest: (attempts, ms, from) =>
      `最密集时 ${ms} 毫秒内有 ${groupDigits(attempts)} 次，从 ${from} 毫秒开始。`,
    slot: (from, attempts, counts) =>
      `从 ${from} 毫秒起：${groupDigits(attempts)} 次（${outcomesZh(counts)}）`,
    more: (attempts) => `…… 还有 ${groupDigits(attempts)} 次`,
  },
  connections: {
    nothing: '服务端没有过连接。',
    title: (actor) => `${actor} · 开着的连接数`,
    peak: (accepted, most, at) =>
      `共接受 ${groupDigits(accepted)} 个，同时最多 ${groupDigits(most)} 个，在 ${at} 毫秒。`,
    dropped: (dropped) => `因为 maxConnections 丢弃了 ${groupDigits(dropped)} 个。`,
    closing: (at, open) => `${at} 毫秒时调用 server.close()，当时开着 ${open} 个。`,
    left: (open) => `最后还有 ${open} 个开着。`,
    gone: (at) => `最后一个在 ${at} 毫秒关闭。`,
    legend: '↑ server.close()',
    point: (at, open) => `${at} 毫秒：${open}`,
  },
  latency: {
    nothing: '这次运行的程序之间没有写过数据。',
    title: '从写入到对端全部读完的用时，按接收方分列',
    classes: '毫秒；高度是这一档所占的比例，每个接收方单独计算',
    others: (readers) => `另外 ${readers} 个`,
    reader: (actor, writes, times, unread) => {
      const left = unread > 0 ? `写给它的还有 ${groupDigits(unread)} 次没有读。` : '';
      if (times === null) return `${actor}：什么也没有读。${left}`;
      const [median, percent95, percent99, most] = times;
      return `${actor}：读完 ${groupDigits(writes)} 次写入；中位数 ${median} 毫秒，95% 分位数 ${percent95} 毫秒，99% 分位数 ${percent99} 毫秒，最长 ${most} 毫秒。${left}`;
    },
  },
};
