// What it means that a connection was broken off, or ended too early.
import type { en } from '../en/resets.ts';

/** In Chinese. */
export const zh: typeof en = {
  hangUp:
    'HTTP 消息还不完整，连接就结束了：对端关闭了连接，或者程序自己销毁了请求。只说 TCP 的服务端，不会按 HTTP 的格式应答。即使没有收到重置（RST），Node 也把它叫做 ECONNRESET。',
  tlsGone:
    'TLS 还没建立好，服务端就结束了连接。它可能不支持 TLS，也可能出了错（服务端的 tlsClientError 事件里有原因）。即使没有收到重置（RST），Node 也把它叫做 ECONNRESET。',
  reset: (isHeard) =>
    `对端不是正常结束连接，而是直接断开（RST）：还有数据没读完、还在路上，它就关闭了，或者它的程序退出了；也可能是它调用了 resetAndDestroy()。还在路上的数据都丢了。对端随时可能这样做${heed(isHeard)}。`,
  resetByCall: (actor, isHeard) =>
    `对端 ${actor} 调用了 resetAndDestroy()：不是正常结束连接，而是直接断开（RST）。还在路上的数据都丢了。对端随时可能这样做${heed(isHeard)}。`,
  resetByEnd: (actor, isHeard) =>
    `对端 ${actor} 的程序退出了，当时还有数据没读完，或者还在路上，系统就直接断开了连接（RST）。还在路上的数据都丢了。程序随时可能这样退出${heed(isHeard)}。`,
  resetByProxy: (bytes, isHeard) =>
    `中间的代理按照要求，在客户端发满 ${bytes} 字节后断开了连接：两边都收到重置（RST），还在路上的数据都丢了。真实的网络随时可能这样${heed(isHeard)}。`,
};

function heed(isHeard: boolean): string {
  return isHeard ? '，所以每个套接字都要监听 error 事件' : '';
}
