// What an error code means where the code alone tells it.
import type { en } from '../en/codes.ts';

/** In Chinese. */
export const zh: typeof en = {
  codes: {
    EMFILE:
      '程序打开的文件和套接字已经达到单个进程的上限。从不关闭的连接会越积越多：用完一个就关一个。',
    EMSGSIZE: '数据报太大：在 IPv4 上，UDP 一次最多能带 65,507 字节。少发一些，或者分成几个发。',
    ENODEV: '这台机器没有哪个网络接口用那个地址。写一个它有的地址，或者省略这个参数。',
    EBADF:
      '套接字没有打开：UDP 套接字要先绑定（listening 事件之后）才能查询和设置，close() 之后也不行。',
    EAFNOSUPPORT: '这台机器不支持这一类地址，例如 IPv6 被关掉了。',
    ESRCH: '没有这个 pid 的进程：它已经退出了。',
    ENODATA: '这个域名存在，但没有所查的那一类地址（A 记录是 IPv4 地址，AAAA 记录是 IPv6 地址）。',
    ESERVFAIL: 'DNS 服务器自身有故障，没能给出答复。过一会儿再试。',
    EREFUSED: 'DNS 服务器拒绝回答这个查询。',
    ERR_STREAM_WRITE_AFTER_END:
      '程序在 end() 之后又写了数据。end() 的意思是：要发的就这些了。先把数据写完，最后才调用 end()。对端结束发送之后，Node 会替套接字调用 end()，除非设了 allowHalfOpen: true；所以要在 end 的监听器里当场写，不要先 await。',
    ERR_STREAM_ALREADY_FINISHED: '流已经写完，又对它调用了 end()。end() 只调用一次。',
    ERR_STREAM_DESTROYED:
      '程序向一个已经销毁的套接字写数据。close 事件之后，连接的那一头已经不在了。',
    ERR_STREAM_NULL_VALUES:
      'write() 拿到了 null，而 null 表示流的结尾。应该写字符串或 Buffer，没有更多数据时调用 end()。',
    ERR_STREAM_PREMATURE_CLOSE:
      '流还没到结尾就关闭了：被销毁了，可能是程序自己销毁的，也可能是连接断开了。此前收到的数据不一定完整。',
    ERR_STREAM_CANNOT_PIPE:
      '对一个只能写的流调用了 pipe()。pipe() 要在被读取的流上调用：source.pipe(target)。',
    ERR_STREAM_PUSH_AFTER_EOF:
      '在 push(null) 之后又调用了 push()，而 push(null) 表示后面再没有数据。',
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT:
      'unshift() 把字节退回流里，好再读一次；而 end 事件之后再也不会读了。要退就在那之前退，或者自己保存。',
    ERR_INVALID_STATE:
      'Web 流同一时刻只能有一个 reader 或 writer，这期间流是锁住的：先调用 releaseLock()，下一个才能拿到。已经关闭或出错的流，也不再接受任何操作。',
    ERR_INVALID_RETURN_VALUE:
      'pipeline 里的函数要返回可以读取的东西（流，或者异步生成器），最后一个要返回 Promise。这个函数返回的是别的；是不是漏了 async，或者生成器的 * 号？',
    ERR_USE_AFTER_CLOSE:
      '在 close() 之后又使用了它。readline 的接口也会自己关闭：它读取的内容一结束就关。',
    ERR_STRING_TOO_LONG:
      '一个字符串大约容得下 5 亿个字符，这个会更长。大量数据请留在 Buffer 里，最好是每来一块就往下传一块。',
    ERR_INVALID_FD_TYPE:
      '这个描述符不属于套接字、管道或终端：它已经关闭，是个文件，或者从没打开过。',
    ERR_METHOD_NOT_IMPLEMENTED:
      '这个流缺少真正做事的方法：Readable 需要 read()，Writable 需要 write()，Transform 需要 transform()。',
    ERR_MULTIPLE_CALLBACK:
      '同一个回调被调用了两次：流的 write()、transform()、final() 和 destroy() 都只能调用各自的回调一次。看看有没有哪条路径在第一次调用之后还接着往下走。',
    ERR_UNKNOWN_ENCODING:
      "Node 没有这个名字的编码。它认识 'utf8'、'latin1'、'hex'、'base64' 等等。",
    ERR_SERVER_ALREADY_LISTEN:
      '对一个已经在监听的服务端又调用了 listen()。只调用一次，或者先 close() 再来。',
    ERR_SERVER_NOT_RUNNING:
      '对一个没有在监听的服务端调用了 close()：它从没监听过，或者已经关闭了。',
    ERR_SOCKET_CLOSED: '这个套接字没有打开：从没连接过，或者已经关闭。',
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION:
      '程序在连接建立之前就关闭了套接字，写的数据根本没有发出去。等到 connect 事件之后再关，或者把 destroy() 换成 end()。',
    ERR_MISSING_ARGS:
      "调用时少了一个参数，或者那里传的是 undefined。net.connect() 需要端口或路径：net.connect(6969, '127.0.0.1')。",
    ERR_INVALID_IP_ADDRESS: '那里需要 IP 地址，例如 127.0.0.1 或 ::1，不能用主机名。',
    ERR_INVALID_ADDRESS: '那里需要 IP 地址，例如 127.0.0.1 或 ::1，不能用主机名。',
    ABORT_ERR:
      '是程序自己取消的：AbortController 调用了 abort()，或者 AbortSignal.timeout() 的时间到了。遍历套接字的 `for await` 循环也会这样：读完全部数据或中途离开循环时，它会销毁套接字，哪怕程序还要写数据。',
    ERR_UNHANDLED_ERROR:
      "调用 emit('error') 时给的不是 Error，而且没有监听器。给它一个 Error：emit('error', new Error('…'))。",
    ERR_SOCKET_BAD_TYPE: "UDP 套接字的类型是 'udp4' 或 'udp6'：dgram.createSocket('udp4')。",
    ERR_SOCKET_ALREADY_BOUND:
      'bind() 调用了两次，或者在 send() 之后才调用，而 send() 会自动绑定套接字。一个套接字只有一个端口：发送之前调用一次 bind()。',
    ERR_SOCKET_DGRAM_NOT_RUNNING: '这个 UDP 套接字已经关闭。close() 之后就不能再用了。',
    ERR_SOCKET_DGRAM_IS_CONNECTED:
      '这个 UDP 套接字已经 connect 过：它只向那一个地址发送，不用再写地址。再次 connect() 之前要先 disconnect()。',
    ERR_SOCKET_DGRAM_NOT_CONNECTED:
      '这个 UDP 套接字没有 connect 过，所以没有对端。connect() 可以指定一个；否则每次 send() 都要写明端口和地址。',
    ERR_SOCKET_BAD_BUFFER_SIZE: '缓冲区的大小应是大于 0 的整数，单位是字节。',
    ERR_SOCKET_BUFFER_SIZE:
      '套接字的缓冲区大小读不出来，也设不了：套接字要先绑定（listening 事件之后），而且没有关闭。',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      "服务端的证书是自签名的，而客户端没有理由信任它。把这个证书交给客户端：tls.connect({ ca: readFileSync('cert.pem'), … })。rejectUnauthorized: false 则会信任任何服务端。",
    SELF_SIGNED_CERT_IN_CHAIN:
      '签发服务端证书的机构，客户端不认识。把这个机构的证书作为 ca 交给客户端。',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      '客户端不知道服务端的证书是谁签发的。把签发者的证书作为 ca 交给客户端；也可能是服务端给得不够：它的 cert 要包含整条证书链。',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
      '客户端不知道服务端的证书是谁签发的。把签发者的证书作为 ca 交给客户端；也可能是服务端给得不够：它的 cert 要包含整条证书链。',
    CERT_HAS_EXPIRED: '证书已经过期。重新做一个；也看看这台机器的时钟准不准。',
    CERT_NOT_YET_VALID: '证书还没到生效时间。看看这台机器的时钟准不准。',
    ERR_TLS_CERT_ALTNAME_INVALID:
      "证书上的名字和所连接的名字不同，错误信息里两者都有。用证书里的名字去连接，或者设置 servername，或者重新做一个证书，让 subjectAltName 包含这个名字（IP 地址要写成 'IP:…' 才算）。",
    ERR_TLS_HANDSHAKE_TIMEOUT:
      '对端连上以后，没有按时完成 TLS 握手（handshakeTimeout，默认 120 秒）。一个等服务端先开口的普通 TCP 客户端，看起来就是这样。',
    ERR_TLS_INVALID_PROTOCOL_VERSION: "版本的名字是 'TLSv1.2' 和 'TLSv1.3'。",
    ERR_OSSL_PEM_NO_START_LINE:
      "密钥或证书不是 PEM 格式，这种格式的第一行是 '-----BEGIN …-----'。要给的是文件的内容，不是文件名：key: readFileSync('key.pem')。",
    ERR_OSSL_X509_KEY_VALUES_MISMATCH: '密钥和证书不是一对：要用一起生成的那两个。',
    ERR_OSSL_BAD_DECRYPT: '密钥是加密的，而口令（passphrase）不对，或者没有给。',
    ERR_HTTP_HEADERS_SENT:
      '这个响应的头部已经发出，首部和状态码都不能再改了。往往是响应了两次：第一次之后就 return。',
    ERR_HTTP_INVALID_STATUS_CODE: '状态码应是 100 到 999 之间的数，例如 200。',
    ERR_INVALID_HTTP_TOKEN:
      "首部的名字和请求方法只能由字母、数字和 '-' 等少数几个符号组成，不能有空格。",
    ERR_INVALID_CHAR:
      '首部的值里有 HTTP 在那里不能传的字符，例如换行，或者 Latin-1 以外的字符。可以用 encodeURIComponent() 转换。',
    ERR_HTTP_INVALID_HEADER_VALUE: '首部的值是 undefined。',
    ERR_UNESCAPED_CHARACTERS:
      '请求的路径里不能有空格和 Latin-1 以外的字符：可以用 encodeURI() 转换。',
    ERR_INVALID_PROTOCOL:
      "node:http 只接受以 http:// 开头的 URL，node:https 只接受以 https:// 开头的。'localhost:7000' 里，冒号前面的部分被当成了协议。",
    ERR_INVALID_URL: 'URL 以协议开头：http://127.0.0.1:6969/。',
    UND_ERR_SOCKET:
      '服务端还没有给出完整的响应就关闭了连接。只说 TCP 的服务端，不会按 HTTP 的格式应答。',
    ERR_IPC_CHANNEL_CLOSED: '另一个进程已经退出，或者调用了 disconnect()，再也不能向它发消息了。',
    ERR_IPC_DISCONNECTED: 'disconnect() 调用了两次，通道已经关闭。',
    ERR_INVALID_HANDLE_TYPE:
      'send() 的第二个参数是要移交的东西：net.Server、net.Socket 或 dgram.Socket。',
    ERR_UNKNOWN_SIGNAL: '没有这个名字的信号。SIGTERM 和 SIGINT 才是。',
    ERR_UNHANDLED_REJECTION:
      '有个 Promise 失败了，给出的不是 Error，而且没有被处理。在 try/catch 里 await 它，并且用 new Error(…) 来 reject，这样才有调用栈。',
  },
  warnings: {
    listeners: (count, event, emitter) =>
      `同一个 ${emitter} 上有 ${count} 个 ${event} 监听器，比 Node 预想的多。最常见的原因是一遍又一遍地添加，例如写在 data 监听器里：只在创建 ${emitter} 的地方添加一次。`,
    overflow:
      '定时器最长 2,147,483,647 毫秒（24.8 天）。超过它时，setTimeout() 按 1 毫秒算，socket.setTimeout() 按这个最大值算。',
    duration:
      'setTimeout() 需要一个不小于 0 的毫秒数。给它 NaN 或负数，它就按 1 毫秒算：查一下这个数是从哪里来的。',
  },
};
