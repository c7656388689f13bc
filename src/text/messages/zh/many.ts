// The texts about many clients: what they are doing, and what they did together.
import { groupDigits } from '../../digits.ts';
import type { en } from '../en/many.ts';

/** In Chinese. */
export const zh: typeof en = {
  times: (title, clients) => `${title} × ${clients}`,
  title: (title, started, clients) =>
    started === clients
      ? `${title}：${groupDigits(clients)} 个客户端`
      : `${title}：${groupDigits(clients)} 个客户端中启动了 ${started} 个`,
  starting: (clients) => `${clients} 个尚未连接`,
  connected: (clients) => `${clients} 个已连接`,
  apart: (clients) => `${clients} 个没有连接`,
  ended: (clients) => `${clients} 个已结束`,
  failed: (clients) => `${clients} 个失败`,
  signalled: (clients) => `${clients} 个被信号终止`,
  none: '一个也没有启动',
  join: (parts) => parts.join('，'),
  counted: (name, times) => `${name} × ${groupDigits(times)}`,
  progress: (started, clients, states) =>
    started === clients ? states : `已启动 ${started}/${clients} 个：${states}`,
  open: (open, all) => `连接：开着 ${groupDigits(open)} 个，共接受 ${groupDigits(all)} 个`,
  exitCode: (code) => `退出码 ${code}`,
  exits: (exits) => `没有正常结束的：${exits}`,
  errors: (errors) => `错误：${errors}`,
  connects: (made, [median, percent95, percent99, most]) =>
    `共建立 ${groupDigits(made)} 个连接；建立连接用时：中位数 ${median} 毫秒，95% 分位数 ${percent95} 毫秒，99% 分位数 ${percent99} 毫秒，最长 ${most} 毫秒`,
  bytes: (written, read) => `写入 ${groupDigits(written)} 字节，读到 ${groupDigits(read)} 字节`,
  accepted: (connections, most, open) =>
    `共接受 ${groupDigits(connections)} 个连接，同时最多 ${groupDigits(most)} 个${open > 0 ? `，还有 ${groupDigits(open)} 个开着` : ''}`,
  printed: '输出（数字不同的算同一种）：',
  line: (times, text) => `${groupDigits(times)} × ${text}`,
  otherLines: (lines) => `另外 ${groupDigits(lines)} 行`,
  noClient: (title) =>
    `--clients 把最后一个程序启动很多份，而 ${title} 是服务端。请在它后面写一个客户端。`,
  rateAlone: '--rate 说的是 --clients 每秒启动多少个。请两个都写上。',
  tooMany: (clients, lack, fitting) =>
    `这台机器运行不了 ${groupDigits(clients)} 个客户端：${lack}。${fitting > 1 ? `可以试试 --clients ${fitting}。` : ''}`,
  descriptors: (needed, limit) =>
    `教程需要同时打开 ${groupDigits(needed)} 个文件，而上限是 ${groupDigits(limit)} 个（ulimit -n）`,
  memory: (needed, free) =>
    `大约需要 ${groupDigits(needed)} MiB 内存，而空闲的只有 ${groupDigits(free)} MiB`,
  processes: (needed, left) =>
    `大约需要 ${groupDigits(needed)} 个进程和线程，而还允许的只有 ${groupDigits(left)} 个（ulimit -u，或控制组的 pids.max）`,
  exhausted: (started, clients, lack, fitting) =>
    `${clients} 个客户端只启动了 ${started} 个：${lack}${fitting > 1 ? `，或者少启动一些（--clients ${fitting}）` : ''}。`,
  alive: (clients, reasons, isStill) =>
    `${isStill ? '停止时' : ''}有 ${clients} 个客户端还在运行：${reasons}。`,
  aliveBecause: (reasons, clients) => `${reasons}（${clients} 个）`,
  noPicture: (ending) =>
    `${ending} 是给每个程序画一条线的图，用 --clients 时线太多了。请存成轨迹：--save FILE.jsonl。`,
};
