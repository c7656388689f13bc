// What the errors of a learner's program mean, each in one plain paragraph.
import { spellCommand } from '../../invocation.ts';
import { codeMessages } from '../codes.ts';
import type { en } from '../en/explain.ts';
import { fileMessages } from '../files.ts';
import { resetMessages } from '../resets.ts';

/** In Chinese. */
export const zh: typeof en = {
  lesson: (number, folder) => `第 ${number} 课（${folder}）有讲解。`,
  unhandled: '那里没有监听 error 事件，于是这个错误让程序退出了。',
  rejected:
    '这里的错误让一个 Promise 失败了（reject，于是 await 或 for await 循环把它抛了出来），没有代码捕获它，所以它让程序退出了；监听 error 事件捕获不到它。把 await 放进 try … catch，或者给 Promise 加上 catch()。',
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
    `${place} 已被占用：另一个套接字绑定了它。关掉那一个，或者换一个端口（0 表示任意空闲端口）。在 Node 20 和 22 里，bind() 带了回调就不报这个错误，除非套接字有 error 监听器。`,
  pathTaken: (path) =>
    `${path} 已经存在：要么有服务端正在上面监听，要么是被强行终止的服务端留下的：只有 close() 才会删掉这个路径。如果那里没有服务端应答，把这个文件删掉即可（rm '${path}'）。`,
  refused: (place, listening, mistaken) =>
    `没有程序在监听 ${place ?? '那个地址'}。对方机器立刻作了答复，但那里没有服务端开着这个端口：服务端没启动、还没准备好、已经退出，或者用的是别的地址或端口。（防火墙也可能这样答复。）${
      listening.length > 0
        ? `这次运行里，服务端监听的是 ${listening.join('、')}。`
        : (mistaken ?? '先启动服务端，再对照两个程序的地址和端口。')
    }`,
  attempts: {
    all: (outcomes, isLocalhost, listening) =>
      `这个主机名的每个地址 Node 都试过了，都没连上：${outcomes.join('；')}。${
        isLocalhost
          ? '127.0.0.1（IPv4）和 ::1（IPv6）都指本机：只监听其中一个的服务端，从另一个地址是连不上的。'
          : ''
      }${listening.length > 0 ? `这次运行里，服务端监听的是 ${listening.join('、')}。` : ''}`,
    refused: (place) => `没有程序在监听 ${place}`,
    slow: (place, isByNode) =>
      isByNode
        ? `${place} 没有及时答复：后面还有别的地址时，Node 只等一小会儿（250 毫秒，Node 26 是 500 毫秒；可以用 net.setDefaultAutoSelectFamilyAttemptTimeout() 修改）`
        : `${place} 直到系统放弃也没有答复`,
    other: (place, code) => `${place} 失败，错误码是 ${code}`,
  },
  refusedZero:
    '端口 0 是连不上的：只有对监听的服务端，0 才表示“任意空闲端口”。服务端实际拿到的端口要看 server.address().port。',
  refusedPath: (path) =>
    `${path} 还在，但上面没有服务端监听：创建它的服务端被强行终止，没来得及删掉它。重新启动服务端即可。`,
  refusedUdp:
    '没有程序开着那个 UDP 端口，这是对方机器答复的。套接字要是没有 connect 过，连这个答复都收不到。',
  ...resetMessages.zh,
  notFound: (host) =>
    `${host === null ? '所查的主机名' : `主机名 ${host} `}在 DNS 里查不到地址。检查一下拼写。要连本机，用 127.0.0.1 就不需要主机名。`,
  lookupFailed: (host) =>
    `无法解析${host === null ? '所查的主机名' : `主机名 ${host}`}：没有 DNS 服务器应答。网络通吗？要连本机，用 127.0.0.1 就不需要 DNS。`,
  hostOnly: (given, host) =>
    `${given} 不只是主机。主机只能是主机名或 IP 地址，这里就是 ${host}；端口是单独的参数，http:// 只用在 URL 里：net.connect(6969, '${host}')。`,
  notAvailable: (host) =>
    `这台机器没有哪个网络接口的地址是 ${host ?? '那一个'}，所以没法在上面监听，也没法从它连出去。127.0.0.1 表示只限本机，0.0.0.0 表示所有接口。`,
  portsUsedUp: (place) =>
    `这台机器已经没有端口可以再连 ${place}：每个连接在这一端都要占一个自己的端口，结束之后还要占一阵（TIME-WAIT，在 Linux 上是一分钟）。不要每问一次就新建一个连接，一个连接可以多用几次。`,
  deniedPort: (port) =>
    port < 1024
      ? `端口 ${port} 小于 1024，在这个系统上只有管理员能用。换一个大一些的，例如 6969。`
      : `系统不允许这个程序使用端口 ${port}。换一个端口。`,
  broadcast:
    'UDP 套接字要先调用 setBroadcast(true)，系统才允许它向广播地址发送；而 setBroadcast 要等套接字绑定之后才能调用。',
  denied: '运行程序的用户无权这样做。',
  deniedPath: (path) => `运行程序的用户无权使用 ${path}：看看这个文件和它所在的目录属于谁。`,
  files: fileMessages.zh,
  codes: codeMessages.zh.codes,
  timedOut: (place) =>
    `${place ?? '对端'} 一直没有答复，既没说行也没说不行：数据包被防火墙丢弃了，根本没有机器用这个地址，或者服务端卡住了、不再接受连接。系统等了很久才放弃；用 socket.setTimeout() 可以自己决定等多久。`,
  fellSilent:
    '连接还开着，对端却再也没有回应：那台机器不在了，或者中间的网络断了。发出去的数据，或者保活探测，一直没有得到确认，系统试了几次才放弃，于是有了这个错误。',
  unreachable: (place) =>
    `从这台机器到不了 ${place ?? '那个地址'}：没有网络，或者没有通向那里的路由。`,
  pathTooLong: (bytes) =>
    `UNIX 域套接字的路径最多 108 字节（macOS 上是 103），这一个有 ${bytes} 字节。Node 20 和 22 会悄悄丢掉多出的部分，套接字的名字就变了；更新的版本会报错。换一个短一些的，例如放在 /tmp 下。`,
  noFolder: (folder) =>
    `放套接字的目录 ${folder} 不存在：先创建它（mkdir -p '${folder}'）。Node 把这种情况也报成 EACCES，看起来像是没有权限。`,
  invalid: (call) =>
    `系统看不懂交给 ${call || '这个调用'} 的参数：地址的种类不对，或者有它不认识的选项。`,
  wrongFamily: (host) =>
    `udp4 类型的套接字不能向 IPv6 地址 ${host} 发送：用 dgram.createSocket('udp6') 创建。`,
  noGroup:
    '没有这个地址的多播组：多播组的地址是 224.0.0.0 到 239.255.255.255，在 IPv6 里则以 ff 开头。套接字的类型（udp4、udp6）也要一致。',
  pathNotAddress: (path, host, port, reached) =>
    port === ''
      ? `'${path}' 被当成了 UNIX 域套接字的路径：第一个参数只要是不成数字的字符串，就算路径。端口写在前面，主机是另一个参数：listen(6969, '${host}')、connect(6969, '${reached}')。`
      : `'${path}' 被当成了 UNIX 域套接字的路径，因为主机和端口写在了同一个字符串里。端口是单独的一个数：listen(${port}, '${host}')、connect(${port}, '${reached}')。`,
  pathLeft: (fault, path) =>
    `${fault}被占用的就是这个路径：要么有服务端正在上面监听，要么这个文件是被强行终止的服务端留下的。如果那里没有服务端，把这个文件删掉即可（rm './${path}'）。`,
  noSocket: (path) =>
    `${path} 处没有套接字：创建它的服务端没有在运行，或者还没开始监听，或者用的是别的路径。`,
  noFile: '没有这个文件。相对路径从启动程序时所在的目录算起，不是从程序文件所在的目录算起。',
  badPort: (least, received) =>
    `这里的端口应是 ${least} 到 65535 之间的整数，给的却是 ${received}。${
      received === 'NaN' ? 'NaN 是 Number() 遇到非数字时的结果：查一下这个端口是从哪里来的。' : ''
    }`,
  badChunk: (received) =>
    `write() 和 end() 发送的是文本（字符串）或字节（Buffer），这里给的却是 ${received}。先把它变成字符串：String(value) 或 JSON.stringify(value)。`,
  badArgument: (argument, received) =>
    `参数 ${argument} 的类型不对：给的是 ${received}。这个函数接受什么，文档里有说明。`,
  badListen:
    'listen() 不知道要在哪里监听：给它一个端口，例如 listen(6969, HOST)，或者带有 port 或 path 的对象。',
  lookupForm:
    '程序自己的 lookup 函数没有给出地址。Node 一次要查全部地址（选项里的 all 是 true），这时应答要写成数组：callback(null, [{ address, family }])。两个参数的写法 callback(null, address, family) 只用于 all: false。',
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
  noTerminal: (stream, method) =>
    `process.${stream} 在这里不是终端，而 ${method}() 只有终端才有。先看 process.${stream}.isTTY。`,
  notIterable: (value) =>
    `${value} 不能逐个遍历，而 for…of、展开运算符和 [a, b] = … 需要逐个遍历：它不是数组、字符串，也不是流。`,
  addressNull:
    'server.address() 在服务端真正开始监听之前是 null。listen() 只是开了个头；要在它的回调里，或者在 listening 事件之后，再读地址。',
  readNothing: (value, property) =>
    `程序要用 .${property}，可点号前面的东西是 ${value}，那一刻还没有值。错误信息里写着是哪一行。`,
  notDefined: (name) =>
    `这里没有叫 ${name} 的东西：拼错了，没有 import，或者它是在别的函数里声明的。`,
  tooEarly: (name) =>
    `声明 ${name} 的那一行还没有执行，就用到了它。把声明移到前面，或者把用到它的地方移到后面。`,
  constAssigned: 'const 声明的变量不能再赋值。要改它的值，就用 let 声明。',
  noSuper:
    '继承了别的类的类，必须在构造函数里先调用 super(…)，才能用 this。如果构造函数里没有别的事，可以不写构造函数。',
  noNew: (name) => `${name} 是一个类：要用 new ${name}(…) 来创建对象。`,
  mixedBigInt:
    'BigInt（例如 1n，或 readBigUInt64BE() 的返回值）和普通的数不能放在一起运算。先转换其中一个：Number(value)，或 BigInt(value)。',
  closedAlready: (isUnread) =>
    `程序向一个已经关闭的连接写数据，这些数据再也不会被读到：要么对端关闭了连接，要么对端结束了发送，Node 随后也关上了这一边（设 allowHalfOpen: true 就不会）。${isUnread ? '程序没有读这个连接，所以 end 一直没来：监听 data，数据用不上就调用 resume()。然后，' : ''}收到 end、close 或 error 之后就不要再写。`,
  killed:
    '它被 SIGKILL 立刻结束了，程序既拦不住，也来不及做任何收尾。这个信号来自 kill -9，内存不够时系统也会发。',
  outOfBounds:
    '程序越过了缓冲区的末尾：实际的字节比它预期的少。从连接上收到的一条消息可能分成几块到达，要等全部到齐再读。',
  outOfRange: (value, range, received) =>
    `${value} 不合要求：给的是 ${received}，而要求是 ${range}。`,
  outOfMemory:
    '程序的内存用完了：有东西在无限增长，例如写数据的速度比对端读的速度快，积压在内存里。',
  endlessCalls: '有个函数不停地调用自己，没有尽头。',
  unsettled: (isInput) =>
    `程序结束时还有一个 await 在等：已经没有什么能让它等到结果了。${isInput ? '如果等的是标准输入的一行：标准输入已经结束，所以等不到。' : ''}`,
  thrown: "程序抛出的不是 Error，所以看不出是在哪里抛出的。throw new Error('…') 才有调用栈。",
  twoJsons:
    'JSON.parse() 拿到了一段完整的 JSON，后面还有别的内容：分几次发出的内容可能合成一块到达。要标明每段到哪里为止，例如用换行符。',
  halfJson:
    'JSON.parse() 拿到的只是一段 JSON 的开头，或者什么也没有：一次发出的内容可能分成几块到达。先把收到的部分攒起来，等到完整了再解析，例如等到换行符。',
  badJson:
    'JSON.parse() 拿到的不是 JSON，或者只是一段 JSON 的一部分：一次发出的内容可能分成几块到达。',
  unfitForJson:
    'JSON 写不了这样的值：BigInt，或者包含自身的对象（套接字和服务端就是这样）。只挑要发送的那些值。',
  plainForTls:
    '收到的不是 TLS：一端用 TLS，另一端用普通的 TCP 或 HTTP。tls.connect() 要连 tls.createServer()，https:// 要连 node:https 的服务端。',
  echoForTls:
    '收到的不是 TLS 在这一步该有的应答。最常见的原因是对端根本不用 TLS，例如把收到的内容原样发回的服务端：tls.connect() 要连 tls.createServer()。',
  httpForTls: '收到的是没有加密的 HTTP，而这个服务端要的是 TLS：客户端要用 https://。',
  noCertificate:
    '两端找不到双方都能用的加密方式。最常见的原因是服务端没有证书：tls.createServer({ key, cert })。否则就对照两端的 ciphers。',
  tlsVersions: '两端没有共同的 TLS 版本：对照两端的 minVersion 和 maxVersion。',
  clientCertificate:
    '服务端要求客户端也出示证书（requestCert），而客户端没有给：tls.connect({ key, cert, … })。',
  distrusted: '对端不信任这一端的证书：要把签发者的证书作为 ca 交给它。',
  handshake: (reason) =>
    `两端没能建立 TLS：${reason}。对照两端的设置：key、cert、ca、版本和 ciphers。`,
  notHttp: (reason) =>
    `收到的内容不是合法的 HTTP（${reason}）。最常见的原因是对端用的是别的协议：普通的 TCP、TLS，或者自定义的协议。`,
  warnings: codeMessages.zh.warnings,
  syntax: (file, line, what) =>
    `${file} 不是合法的程序，所以一行也没有运行。第 ${line} 行：${what}。真正的错误也可能在那之前一点，例如少了一个括号或引号。`,
};
