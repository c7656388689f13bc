// What the errors that a learner meets in their own program mean, each in one plain paragraph.
import { speakBoth } from '../bilingual.ts';
import { spellCommand } from '../invocation.ts';
import type { Bilingual } from '../language.ts';
import { fileMessages } from './files.ts';

/** A process that holds a port. */
interface Holder {
  pid: number;
  command: string;
  owner: 'tour' | 'stranger' | 'you';
}

const en = {
  lesson: (number: number, folder: string) => `Lesson ${number} (${folder}) explains it.`,
  unhandled: "Nothing listened for 'error' there, so the error ended the program.",
  /** `withPort`: the command that starts the tour with another port. */
  portTaken: (place: string, holder: Holder | null, isFree: boolean, withPort: string) => {
    const start = `${place} is taken: a program listens there already, and there is room for only one.`;
    const other = `take another port; the lessons' programs get it with ${withPort}`;
    if (!holder) {
      return isFree
        ? `${start} By now it is free again: start the program once more.`
        : `${start} The system does not tell which one it is, so it is probably another user's. Leave it alone and ${other}.`;
    }
    const what = `${start} It is held by ${holder.command} (pid ${holder.pid})`;
    const owners = {
      tour: `, which a tour started: one in another window, or another user's. Leave it alone and ${other}.`,
      stranger: `, a program of another user. Leave it alone and ${other}.`,
      you: `, a program of yours. If you don't need it any more, stop it with kill ${holder.pid}; or ${other}.`,
    };
    return what + owners[holder.owner];
  },
  portTakenByOther: (place: string, actor: string, file: string) =>
    `${place} is taken by another program of this run, ${actor} (${file}), and there is room for only one: the two need different ports.`,
  portTakenBySelf: (place: string) =>
    `${place} is taken by this very program: it listens there already. One listen() is enough.`,
  portTakenUdp: (place: string) =>
    `${place} is taken: another UDP socket is bound to it. Close that one, or take another port (0 is any free one).`,
  pathTaken: (path: string) =>
    `${path} exists already: either a server listens there, or one that was killed left it behind, for a path outlives its server. If no server answers there, delete the file.`,
  refused: (place: string | null, listening: readonly string[]) =>
    `Nobody listens on ${place ?? 'that address'}. The machine answered at once, but no server has that port open: it was not started, is not ready yet, has ended, or uses another host or port. ${
      listening.length > 0
        ? `In this run a server listens on ${listening.join(', ')}.`
        : 'Start the server first, and compare the host and the port of both programs.'
    }`,
  refusedZero:
    "Nobody can connect to port 0: it only means 'any free one' to a server that listens. server.address().port tells which one the server got.",
  refusedPath: (path: string) =>
    `${path} is there, but no server listens on it: the one that made it was killed and could not remove it. Start the server again.`,
  refusedUdp:
    'No program has that UDP port open, and the other machine said so. A socket that is not connected would not even hear of it.',
  reset:
    "The other side broke the connection off instead of ending it: it crashed, it closed while data was unread or still coming, or it called resetAndDestroy(). What was on its way is lost. Others do this whenever they like, so listen for 'error' on every socket.",
  resetByProxy: (bytes: number) =>
    `The proxy between the two broke the connection off after ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} of the client's, as it was told to: both sides get a reset, and what was on its way is lost. A network does this whenever it likes, so listen for 'error' on every socket.`,
  brokenPipe:
    "The program wrote to a connection that the other side had closed already, so nobody will ever read it. Stop writing when 'end', 'close' or 'error' has come.",
  notFound: (host: string | null) =>
    `The name ${host ?? 'that was asked for'} has no address: the name service does not know it. Check the spelling. For this machine, 127.0.0.1 needs no name.`,
  lookupFailed: (host: string | null) =>
    `The name ${host ?? 'that was asked for'} could not be looked up: no name server answered. Is there a network? For this machine, 127.0.0.1 needs none.`,
  notAvailable: (host: string | null) =>
    `No network interface of this machine has ${host === null ? 'that address' : `the address ${host}`}, so nothing here can listen on it. 127.0.0.1 means this machine alone, 0.0.0.0 every interface.`,
  deniedPort: (port: number) =>
    port < 1024
      ? `Port ${port} is below 1024, and those are reserved for the administrator here. Take a higher one, such as 6969.`
      : `The system does not let this program use port ${port}. Take another one.`,
  denied: 'The user who runs this program may not do that.',
  deniedPath: (path: string) =>
    `The user who runs this program may not use ${path}: see who owns the file and its folder.`,
  files: fileMessages.en,
  timedOut: (place: string | null) =>
    `No answer came from ${place ?? 'the other side'}, neither yes nor no: a firewall drops the packets, no machine has that address, or a server that is stuck takes no more connections. The system waited long before it gave up; socket.setTimeout() lets you decide how long.`,
  unreachable: (place: string | null) =>
    `There is no way from this machine to ${place ?? 'that address'}: no network, or none that leads there.`,
  pathTooLong: (bytes: number) =>
    `A UNIX socket's path takes at most 108 bytes (103 on macOS); this one has ${bytes}. Choose a shorter one, in /tmp for instance.`,
  invalid: (call: string) =>
    `The system could make no sense of what ${call || 'the call'} was given: an address of the wrong kind, or an option it does not know.`,
  noSocket: (path: string) =>
    `There is no socket at ${path}: the server that makes it does not run, or uses another path.`,
  noFile:
    'There is no such file. A relative name is looked up from the folder in which the program was started, not from the folder of the program.',
  tooManyFiles:
    'The program has as many files and sockets open as one process may have. Connections that are never closed pile up: close each one that is done.',
  tooLong:
    'The datagram is too large: over IPv4, UDP carries at most 65,507 bytes at a time. Send less, or send it in parts.',
  badPort: (received: string) =>
    `A port is a whole number from 0 to 65535; this one was ${received}.${
      received === 'NaN'
        ? ' NaN is what Number() makes of something that is no number: see where the port comes from.'
        : ''
    }`,
  badChunk: (received: string) =>
    `write() and end() send text (a string) or bytes (a Buffer); they were given ${received}. Make a string of it first: String(value), or JSON.stringify(value).`,
  badArgument: (argument: string, received: string) =>
    `The argument ${argument} is of the wrong type: it was ${received}. The documentation of the function says what it takes.`,
  badListen:
    'listen() was not told where: it takes a port, as in listen(6969, HOST), or an object with port or path.',
  writeAfterEnd:
    'The program wrote after end(). end() says: this was all I had to send. Write first, and call end() last.',
  destroyed:
    "The program wrote to a socket that was destroyed already. After 'close' there is nobody to write to.",
  listenTwice:
    'listen() was called on a server that listens already. Call it once, or close() the server in between.',
  notRunning: 'close() was called on a server that does not listen: never, or not any more.',
  noPackage: (name: string) =>
    `The package ${name} is not installed in this folder. The lessons need Node's own modules only, whose names start with node: (node:net). For your own programs: npm install ${name}.`,
  noProgram: (file: string) =>
    `There is no file ${file} to run: it was deleted, moved or renamed. Put it back; ${spellCommand('reset')} brings back those of a lesson.`,
  noModule: (file: string) =>
    `There is no file ${file}. An import names a file as seen from the file it stands in, with ./ in front and with its ending: import './lines.ts'.`,
  noBuiltin: (name: string) => `Node has no module ${name}. Check the spelling: node:net.`,
  noExport: (module: string, name: string) =>
    `${module} has nothing called ${name}. Check the spelling; upper and lower case count.`,
  topLevelAwait:
    'await outside of a function needs an ES module. Name the file .mts, or put a package.json with "type": "module" into its folder.',
  noRequire:
    "This file is an ES module, where require() does not exist. Write: import net from 'node:net'.",
  notText: (object: string, method: string) =>
    `${object} is no string, and only strings have ${method}(). What arrives from a socket is bytes, a Buffer: make text of it with ${object}.toString(), or say socket.setEncoding('utf8') first.`,
  notFunction: (expression: string) =>
    `${expression} is called like a function and is none: the name is misspelt, or something else stands there. Upper and lower case count.`,
  addressNull:
    "server.address() is null until the server listens. listen() only begins; read the address in its callback, or when 'listening' has happened.",
  readNothing: (value: string, property: string) =>
    `.${property} was read from something that is ${value}. The line in the message says where: what stands before the dot has no value at that moment.`,
  notDefined: (name: string) =>
    `There is nothing called ${name} here: it is misspelt, not imported, or declared inside another function.`,
  constAssigned: 'A const keeps its first value. Declare it with let if it is to change.',
  outOfBounds:
    'The program read past the end of the buffer: fewer bytes were there than it expected. A message can arrive in pieces; wait until all of it is there.',
  outOfMemory:
    'The program has used up its memory: something in it grows without end, such as data that is written faster than the other side reads it.',
  endlessCalls: 'A function calls itself again and again, without an end.',
  rejected:
    'A promise failed and nobody took notice. await it inside try and catch, or give it a .catch().',
  unsettled:
    'The program ended while an await was still waiting: nothing was left that could have ended the waiting.',
  badJson:
    'JSON.parse() got something that is not JSON, or not all of it: what is sent in one piece can arrive in several.',
  syntax: (file: string, line: number, what: string) =>
    `${file} could not be read as a program, so nothing of it ran. Line ${line}: ${what}. The mistake may also stand a little before that place, such as a bracket or a quote that is missing.`,
};

const zh: typeof en = {
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

/** The paragraphs that explain errors. */
export const explainMessages: Bilingual<typeof en> = speakBoth(en, zh);
