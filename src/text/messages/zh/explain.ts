// What the errors of a learner's program mean, each in one plain paragraph.
import { spellCommand } from '../../invocation.ts';
import type { en } from '../en/explain.ts';
import { fileMessages } from '../files.ts';

/** In Chinese. */
export const zh: typeof en = {
  lesson: (number, folder) => `第 ${number} 课（${folder}）有讲解。`,
  unhandled: '那里没有监听 error 事件，于是这个错误让程序退出了。',
  portTaken: (place, holder, isFree, withPort) => {
    const start = `${place} 已被占用：有程序正在这个端口上监听，而一个端口只容得下一个。`;
    const other = `换一个端口：用 ${withPort} 启动，课程里的程序就会用它`;
    if (!holder) {
      return isFree
        ? `${start}现在它已经空出来了，再启动一次即可。`
        : `${start}系统没有透露是哪个程序，多半属于别的用户。不要动它，${other}。`;
    }
    const what = `${start}占用它的是 ${holder.command}（pid ${holder.pid}）`;
    const owners = {
      tour: `，它是某个教程启动的：可能开在另一个窗口里，也可能属于别的用户。不要动它，${other}。`,
      stranger: `，属于别的用户。不要动它，${other}。`,
      you: `，是你自己的程序。如果不再需要它，用 kill ${holder.pid} 停掉；也可以${other}。`,
    };
    return what + owners[holder.owner];
  },
  portTakenByOther: (place, actor, file) =>
    `${place} 已被这次运行里的另一个程序 ${actor}（${file}）占用，而一个端口只容得下一个：这两个程序要用不同的端口。`,
  portTakenBySelf: (place) =>
    `${place} 正是被这个程序自己占用的：它已经在那里监听了。调用一次 listen() 就够了。`,
  portTakenUdp: (place) =>
    `${place} 已被占用：另一个 UDP 套接字绑定了它。关掉那一个，或者换一个端口（0 表示任意空闲端口）。`,
  pathTaken: (path) =>
    `${path} 已经存在：要么有服务端正在上面监听，要么是被强行终止的服务端留下的，因为路径比服务端活得久。如果那里没有服务端应答，把这个文件删掉即可。`,
  refused: (place, listening) =>
    `没有程序在监听 ${place ?? '那个地址'}。对方机器立刻作了答复，但没有服务端开着这个端口：服务端没启动、还没准备好、已经退出，或者用的是别的地址或端口。${
      listening.length > 0
        ? `这次运行里，服务端监听的是 ${listening.join('、')}。`
        : '先启动服务端，再对照两个程序的地址和端口。'
    }`,
  refusedZero:
    '端口 0 是连不上的：只有对监听的服务端，0 才表示“任意空闲端口”。服务端实际拿到的端口要看 server.address().port。',
  refusedPath: (path) =>
    `${path} 还在，但上面没有服务端监听：创建它的服务端被强行终止，没来得及删掉它。重新启动服务端即可。`,
  refusedUdp:
    '没有程序开着那个 UDP 端口，这是对方机器答复的。套接字要是没有 connect 过，连这个答复都收不到。',
  reset:
    '对端不是正常结束连接，而是直接断开（RST）：它崩溃了，或者还有数据没读完、还在路上就关闭了，或者调用了 resetAndDestroy()。还在路上的数据都丢了。对端随时可能这样做，所以每个套接字都要监听 error 事件。',
  resetByProxy: (bytes) =>
    `中间的代理按照要求，在客户端发满 ${bytes} 字节后断开了连接：两边都收到重置（RST），还在路上的数据都丢了。真实的网络随时可能这样，所以每个套接字都要监听 error 事件。`,
  brokenPipe:
    '程序向一个对端已经关闭的连接写数据，再也不会有人读到它了。收到 end、close 或 error 之后就不要再写。',
  notFound: (host) =>
    `${host === null ? '所查的主机名' : `主机名 ${host} `}没有对应的地址：DNS 不认识它。检查一下拼写。要连本机，用 127.0.0.1 就不需要主机名。`,
  lookupFailed: (host) =>
    `无法解析${host === null ? '所查的主机名' : `主机名 ${host}`}：没有 DNS 服务器应答。网络通吗？要连本机，用 127.0.0.1 就不需要 DNS。`,
  notAvailable: (host) =>
    `这台机器没有哪个网络接口的地址是 ${host ?? '那一个'}，所以没法在上面监听。127.0.0.1 表示只限本机，0.0.0.0 表示所有接口。`,
  deniedPort: (port) =>
    port < 1024
      ? `端口 ${port} 小于 1024，在这个系统上只有管理员能用。换一个大一些的，例如 6969。`
      : `系统不允许这个程序使用端口 ${port}。换一个端口。`,
  denied: '运行程序的用户无权这样做。',
  deniedPath: (path) => `运行程序的用户无权使用 ${path}：看看这个文件和它所在的目录属于谁。`,
  files: fileMessages.zh,
  timedOut: (place) =>
    `${place ?? '对端'} 一直没有答复，既没说行也没说不行：数据包被防火墙丢弃了，根本没有机器用这个地址，或者服务端卡住了、不再接受连接。系统等了很久才放弃；用 socket.setTimeout() 可以自己决定等多久。`,
  unreachable: (place) =>
    `从这台机器到不了 ${place ?? '那个地址'}：没有网络，或者没有通向那里的路由。`,
  pathTooLong: (bytes) =>
    `UNIX 套接字的路径最多 108 字节（macOS 上是 103），这一个有 ${bytes} 字节。换一个短一些的，例如放在 /tmp 下。`,
  invalid: (call) =>
    `系统看不懂交给 ${call || '这个调用'} 的参数：地址的种类不对，或者有它不认识的选项。`,
  noSocket: (path) => `${path} 处没有套接字：创建它的服务端没有在运行，或者用的是别的路径。`,
  noFile: '没有这个文件。相对路径从启动程序时所在的目录算起，不是从程序文件所在的目录算起。',
  tooManyFiles:
    '程序打开的文件和套接字已经达到单个进程的上限。从不关闭的连接会越积越多：用完一个就关一个。',
  tooLong: '数据报太大：在 IPv4 上，UDP 一次最多能带 65,507 字节。少发一些，或者分成几个发。',
  badPort: (received) =>
    `端口应是 0 到 65535 之间的整数，这里是 ${received}。${
      received === 'NaN' ? 'NaN 是 Number() 遇到非数字时的结果：查一下这个端口是从哪里来的。' : ''
    }`,
  badChunk: (received) =>
    `write() 和 end() 发送的是文本（字符串）或字节（Buffer），这里给的却是 ${received}。先把它变成字符串：String(value) 或 JSON.stringify(value)。`,
  badArgument: (argument, received) =>
    `参数 ${argument} 的类型不对：给的是 ${received}。这个函数接受什么，文档里有说明。`,
  badListen:
    'listen() 不知道要在哪里监听：给它一个端口，例如 listen(6969, HOST)，或者带有 port 或 path 的对象。',
  writeAfterEnd:
    '程序在 end() 之后又写了数据。end() 的意思是：要发的就这些了。先把数据写完，最后才调用 end()。',
  destroyed: '程序向一个已经销毁的套接字写数据。close 事件之后，那头已经没有人了。',
  listenTwice: '对一个已经在监听的服务端又调用了 listen()。只调用一次，或者先 close() 再来。',
  notRunning: '对一个没有在监听的服务端调用了 close()：它从没监听过，或者已经关闭了。',
  noPackage: (name) =>
    `这个目录里没有安装 ${name} 这个包。课程只用 Node 自带的模块，名字以 node: 开头（例如 node:net）。在你自己的程序里，可以 npm install ${name}。`,
  noProgram: (file) =>
    `要运行的文件 ${file} 不在了：被删掉、移走或改名了。把它放回来就行；课程自带的文件，${spellCommand('reset')} 可以恢复。`,
  noModule: (file) =>
    `没有 ${file} 这个文件。import 里的文件名从它所在的文件算起，前面要有 ./，后面要带扩展名：import './lines.ts'。`,
  noBuiltin: (name) => `Node 没有 ${name} 这个模块。检查一下拼写，例如 node:net。`,
  noExport: (module, name) => `${module} 里没有叫 ${name} 的东西。检查一下拼写，要区分大小写。`,
  topLevelAwait:
    '在函数外面使用 await 需要 ES 模块。把文件扩展名改成 .mts，或者在它的目录里放一个写有 "type": "module" 的 package.json。',
  noRequire: "这个文件是 ES 模块，里面没有 require()。改成：import net from 'node:net'。",
  notText: (object, method) =>
    `${object} 不是字符串，而 ${method}() 只有字符串才有。从套接字收到的是字节，也就是 Buffer：先用 ${object}.toString() 转成文本，或者事先调用 socket.setEncoding('utf8')。`,
  notFunction: (expression) =>
    `${expression} 被当作函数调用，但它不是函数：名字拼错了，或者那里是别的东西。要区分大小写。`,
  addressNull:
    'server.address() 在服务端真正开始监听之前是 null。listen() 只是开了个头；要在它的回调里，或者在 listening 事件之后，再读地址。',
  readNothing: (value, property) =>
    `程序要读 .${property}，可点号前面的东西是 ${value}，那一刻还没有值。错误信息里写着是哪一行。`,
  notDefined: (name) =>
    `这里没有叫 ${name} 的东西：拼错了，没有 import，或者它是在别的函数里声明的。`,
  constAssigned: 'const 声明的变量不能再赋值。要改它的值，就用 let 声明。',
  outOfBounds:
    '程序读到了缓冲区的末尾之外：实际的字节比它预期的少。一条消息可能分成几块到达，要等全部到齐再读。',
  outOfMemory:
    '程序的内存用完了：有东西在无限增长，例如写数据的速度比对端读的速度快，积压在内存里。',
  endlessCalls: '有个函数不停地调用自己，没有尽头。',
  rejected: '有个 Promise 失败了，却没有人处理。在 try/catch 里 await 它，或者给它加上 .catch()。',
  unsettled: '程序结束时还有一个 await 在等：已经没有什么能让它等到结果了。',
  badJson: 'JSON.parse() 拿到的不是 JSON，或者不完整：一次发出的内容可能分成几块到达。',
  syntax: (file, line, what) =>
    `${file} 不是合法的程序，所以一行也没有运行。第 ${line} 行：${what}。真正的错误也可能在那之前一点，例如少了一个括号或引号。`,
};
