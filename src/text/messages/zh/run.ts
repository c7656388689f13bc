// What `run` says around the programs' own lines.
import { groupDigits } from '../../digits.ts';
import { spellCommand } from '../../invocation.ts';
import type { en } from '../en/run.ts';

const PAUSED = {
  you: '它被 pause() 暂停了',
  option: 'pauseOnConnect 让它一开始就暂停',
  node: '从它读数据的管道、readline 或者 Web 流已经结束，或者不再接收，所以 Node 暂停了它',
};

/** In Chinese. */
export const zh: typeof en = {
  noSuchFile: (file, endings, nearest) =>
    [
      `没有 ${file} 这个文件。`,
      nearest === null ? '检查一下文件名；路径从当前目录算起。' : `要找的是 ${nearest} 吗？`,
      ...(endings === null ? [] : [`程序文件以 ${endings} 结尾。`]),
    ].join(''),
  noCommand: (name, provider, isAlone) =>
    [
      `没有 ${name} 这个文件，也没有安装名为 ${name} 的程序。`,
      ...(provider === null ? [] : [`在 Debian 和 Ubuntu 上，它在软件包 ${provider} 里。`]),
      ...(isAlone && provider === null
        ? [`如果它是参数，请把程序和参数写在同一对引号里：'server.js ${name}'。`]
        : []),
    ].join(''),
  noFile: (operand) =>
    `“${operand}”里没有程序。变量写在程序前面，参数写在后面，放在同一对引号里：'NAME=ann client.js hello'。`,
  openQuote: (operand, sign) =>
    `${operand} 里的引号 ${sign} 没有配对。请补上另一半；要的就是这个字符的话，写成 \\${sign}。`,
  shellSign: (operand, sign) =>
    `${operand} 里的 ${sign} 要由 shell 来处理，而这里直接启动程序，不经过 shell。请去掉它；如果要把它原样交给程序，请加上引号。`,
  notAProgram: (file, extensions) =>
    `${file} 不是能在这里运行的程序。程序文件以 ${extensions} 结尾。`,
  isFolder: (file) => `${file} 是目录。请写出其中程序的文件名，服务端在前。`,
  notWithFiles: (option) =>
    `${option} 用来选课程程序的其中一半；运行自己的文件时，只写要运行的那个就行。`,
  noHalf: (lesson, half) => `第 ${lesson} 课没有 ${half}。`,
  kept: (lesson, files) =>
    `${lesson}：课程里有更新的 ${files}；你的那份原样保留（想换成新的，用 ${spellCommand(`reset ${lesson}`)}）。`,
  serverEnded: (file, how) => `${file} 还没开始监听就结束了（${how}），所以没有启动客户端。`,
  serverCleanEnd: (file, isFirst) =>
    `${file} 从没监听过就自己结束了，所以没有启动客户端。服务端要调用 listen() 并一直运行${isFirst ? '；如果它其实是客户端，请把服务端写在它前面' : ''}。`,
  serverNotListening: (file, code) =>
    `${file} 没能开始监听（${code}），然后自己结束了，所以没有启动客户端。`,
  neverListened: (file, seconds) =>
    `${file} 在运行，但 ${seconds} 秒内没有开始监听，所以没有启动客户端。调用 listen() 了吗？（子进程里的服务端，以及有些工作线程里的，只有监听 PORT 指定的端口时才能察觉到。）`,
  calledOff: (file) =>
    `${file} 到这时还没有开始监听，所以没有启动客户端。调用 listen() 了吗？（子进程里的服务端，以及有些工作线程里的，只有监听 PORT 指定的端口时才能察觉到。）`,
  listensUnseen: (file, seconds) =>
    `${seconds === null ? '到这时' : `${seconds} 秒内`}没有看到 ${file} 开始监听，所以没有启动客户端。它启动了子进程或工作线程，那里的套接字看不到：服务端可能已经在监听，但只有监听 PORT 指定的端口时才能察觉到。让它监听 process.env.PORT。`,
  portClosed: (file, seconds) =>
    `${file} 在运行，但 ${seconds} 秒内它的 TCP 端口没有打开，所以没有启动客户端。它监听的是给它的那个端口吗？是本机的地址吗？（UDP 套接字和 UNIX 域套接字，从外面看不到。）`,
  portCalledOff: (file) =>
    `${file} 的 TCP 端口到这时还没有打开，所以没有启动客户端。（UDP 套接字和 UNIX 域套接字，从外面看不到。）`,
  proxyAlone: (options) =>
    `${options} 要在客户端与服务端之间放一个代理，而这里只有其中一方。请把两边都写上。`,
  notProxied: (file, address) =>
    `${file} 监听的是 ${address}，而代理只转发连到 TCP 端口的连接。请去掉代理的选项，或让服务端在 TCP 端口上监听。`,
  bypassed: (actor, address) =>
    `${actor} 直接连到了 ${address}，这些数据没有经过代理。它要从环境变量取端口：process.env.PORT。`,
  leftOpen: (file, addresses, why, other) => {
    const reasons = {
      frozen: '代理冻结了，服务端得不到这个消息。',
      unread: '收到的数据它没有读，所以也就读不到后面的结尾。',
      half: '半关闭的连接要等服务端也结束发送，才会关闭。',
      untouched: `${file} 和 ${other} 都没有结束发送：转发数据的程序，也要把结束转发过去，连接断了也要，而 pipe() 不管后者。`,
    };
    return `客户端都结束了，${file} 却还开着与 ${addresses} 的连接。${reasons[why]}`;
  },
  stoppedAfter: (seconds) => `满 ${seconds} 秒，已停止。`,
  stillAlive: (actor, reasons) => `停止时 ${actor} 还在运行：${reasons}。`,
  isAlive: (actor, reasons) => `${actor} 还在运行：${reasons}。`,
  stopHint: 'Ctrl-C 停止正在运行的程序。',
  reasons: {
    listening: (address) => `有服务端在监听 ${address}`,
    closing: (address) => `${address} 的服务端调用了 close()，在等它的连接结束`,
    connection: ({ address, isOwn, ended, ...rest }) => {
      const more = [
        ...(ended === 'there' ? ['对端已经结束发送，它自己还没有'] : []),
        ...(ended === 'here' ? ['它已经结束发送，在等对端结束发送'] : []),
        ...(rest.isUnread
          ? [`程序没有读它${rest.held > 0 ? '，所以察觉不到对端已经结束' : ''}`]
          : []),
        ...(rest.isSecuring ? ['TLS 还没有建立好：为此要由对端发来的数据还没有到齐'] : []),
        ...(rest.paused ? [`${PAUSED[rest.paused]}，调用 resume() 之前什么也不读`] : []),
        ...(rest.held > 0 ? [`已经到达的 ${groupDigits(rest.held)} 字节还没有读`] : []),
        ...(rest.hasTimedOut ? ['触发过 timeout 事件，但 timeout 本身什么也不关'] : []),
      ];
      if (isOwn) {
        const details = more.map((each) => `其中一端：${each}`);
        return `与 ${address} 的连接还开着（${['两端都在这个程序里', ...details].join('；')}）`;
      }
      return `与 ${address} 的连接还开着${more.length > 0 ? `（${more.join('；')}）` : ''}`;
    },
    input: '它在读标准输入（Ctrl-D 结束输入）',
    udp: '有 UDP 套接字还开着（用 close() 关闭）',
    timer: '有定时器',
    child: '有它启动的子进程',
    worker: '有工作线程',
    messages: '有 MessagePort 还开着：程序自己的，或者是 Node 加载程序时用的',
    lookup: '有主机名正在解析',
    connecting: '有连接还没有建立好',
    writing: '它写的数据，系统还没有全部收下',
    busy: '它不作应答：还在启动，被信号暂停了，或者一直在忙（死循环？）',
    other: (name) => name,
    unknown: '原因不明',
  },
  sameAddress: (address, connections) => `${address}（${connections} 个连接）`,
  moreConnections: (connections) => `另外 ${connections} 个连接`,
  join: (parts) => parts.join('、'),
  exitCode: (code) => `退出码 ${code}`,
  exitSignal: (signal) => `被 ${signal} 终止`,
  failed: (file, how) => `${file} 失败了：${how}。`,
  failedMeanwhile: (file, signal) =>
    `${file} 失败了：收到 ${signal} 时，一个没有被捕获的错误正在让它退出。`,
  cut: {
    seen: (actor, connection, code) => `${actor} 收到 ${code ?? 'end'}（${connection}）`,
    all: (actor, seen, hasEnd) =>
      `${actor} 的连接随着它一起结束了：${seen}。${hasEnd ? '不管是程序结束发送，还是程序自己被终止，对端看到的 end 都一样。' : ''}`,
  },
  lost: {
    destroyed: (actor, other, bytes) =>
      `${actor} 写给 ${other} 的数据还没发完，就调用了 destroy()：有 ${groupDigits(bytes)} 字节没有送到。end() 会先把还在等的数据发完，再关闭。`,
    sent: (actor, other, bytes, isDrained) =>
      `${actor} 退出时，它与 ${other} 的连接还开着：它写的数据里，有 ${groupDigits(bytes)} 字节没有送到。${isDrained ? '' : 'process.exit() 不等还没发完的数据；不调用它，程序会在事情都做完以后自己退出。'}`,
    unread: (actor, other, bytes, isDrained) =>
      `${actor} 退出时，它与 ${other} 的连接还开着：${other} 写的数据里，有 ${groupDigits(bytes)} 字节它没有读到。${isDrained ? '' : 'process.exit() 什么也不等。'}`,
  },
  drained: {
    connections: (actor, _connections, addresses, why) => {
      const reasons = {
        letGo: '调用过 unref() 的套接字不会让程序继续运行',
        paused: '暂停了的套接字，Node 不再读它，它也就不会让程序继续运行',
        half: '它没有调用 end()，而对端结束发送以后，这样的套接字不再让程序继续运行',
        unread: '已经到达的数据没有读完，而 Node 不再往下读的套接字不会让程序继续运行',
      };
      return `${actor} 自己退出了，当时它与 ${addresses} 的连接还开着：${reasons[why]}。别的能让程序继续运行的东西也没有了。`;
    },
    servers: (actor, addresses) =>
      `${actor} 自己退出了，当时它还在监听 ${addresses}：调用过 unref() 的服务端不会让程序继续运行。别的能让程序继续运行的东西也没有了。`,
  },
  brokenText: (actor) =>
    `${actor} 打印了 �，它代替的是不成 UTF-8 文本的字节。要么这些字节本来就不是文本，要么一个字符被切在两个数据块里，而每块又单独转成了文本：socket.setEncoding('utf8') 会留住前一半，等后一半到了再一起给出。`,
  onArrival: (title) => `按收到的时间：${title}`,
  noPlace: (title, isFirst) =>
    `不知道 ${title} 会监听哪个端口，所以没法启动后面的程序。请告诉它端口：在参数里写 {port}${isFirst ? '，或用 --port N 说明它自己的端口' : ''}。`,
  notTogether: (one, other) => `${one} 和 ${other} 不能一起用。`,
  someFailed: (failed, runs) =>
    `${runs} 次运行中有 ${failed} 次失败；失败前收到的也算在图里。${failed === 1 ? '' : '其中第一次：'}`,
  fewerRuns: (done, times) => `共 ${times} 次，运行了 ${done} 次后停止。`,
  looks: (looks) =>
    `一共向内核查询了 ${looks} 次连接的状态。在两次查询之间出现又消失的状态没有行。`,
  noStates: (why) => `读不到内核的连接表：${why}`,
  firstEvents: (events) => `只画了前 ${events} 个事件。`,
  watching: '等待保存。Ctrl-C 结束。',
  saved: (files) => `已保存：${files}`,
};
