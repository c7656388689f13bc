// The messages about the host and the port that programs get.
import type { en } from '../en/run-address.ts';

/** In Chinese. */
export const zh: typeof en = {
  portMoved: (from, to) => `端口 ${from} 已被这次运行之外的程序占用，这里的程序改用 ${to}。`,
  portHeld: (port) =>
    `端口 ${port} 上监听的不是这次运行里的程序，所以没有启动客户端。请换一个端口，或者不设 PORT、不写 --port，教程会自己找一个空闲端口。`,
  portTaken: (port) => `环境变量 PORT=${port}：程序使用这个端口。`,
  notAPort: (given) =>
    `环境变量 PORT 的值是“${given}”，这不是端口：端口是 0 到 65535 之间的整数。请取消 PORT，或者把它设为一个数字。`,
  hostTaken: (host) => `环境变量 HOST=${host}：程序使用这个主机地址。`,
  hostPassedOver: (host) =>
    `环境变量 HOST 的值是“${host}”，它不是 IP 地址，所以程序使用 127.0.0.1。`,
  serverFailed: (file) => `${file} 还没开始监听就结束了，所以没有启动客户端。`,
  outsider: (actor, address) =>
    `${actor} 连到了 ${address}，而这次运行里没有程序在那里监听：和它通信的程序不属于这次运行。`,
};
