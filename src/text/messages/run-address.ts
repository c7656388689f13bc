// What is said of the host and the port that programs get.
import type { Bilingual } from '../language.ts';

const en = {
  portMoved: (from: number, to: number) =>
    `Port ${from} is in use outside this run, so the programs get ${to} instead.`,
  /** The port that was asked for is held, so that a client would come to a stranger. */
  portHeld: (port: number) =>
    `A program that is not part of this run listens on port ${port}, so the client was not started. Ask for another port, or leave PORT and --port out: then the tour finds a free one.`,
  portTaken: (port: number) =>
    `PORT=${port} is set in the environment: the programs get that port.`,
  notAPort: (given: string) =>
    `PORT is set to “${given}” in the environment, and that is no port: it takes a whole number from 0 to 65535. Unset PORT, or set it to a number.`,
  hostTaken: (host: string) =>
    `HOST=${host} is set in the environment: the programs get that host.`,
  hostPassedOver: (host: string) =>
    `HOST is set to “${host}” in the environment. That is no IP address, so the programs get 127.0.0.1.`,
  serverFailed: (file: string) =>
    `${file} ended before it listened, so the client was not started.`,
  outsider: (actor: string, address: string) =>
    `${actor} connected to ${address}, where no program of this run listens. It talked to a program that is not part of this run.`,
};

const zh: typeof en = {
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

/** The messages about places. */
export const placeMessages: Bilingual<typeof en> = { en, zh };
