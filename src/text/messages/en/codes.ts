// What an error code means where the code alone tells it.

/** In English. */
export const en = {
  codes: {
    // Of the system.
    EMFILE:
      'The program has as many files and sockets open as one process may have. Connections that are never closed pile up: close each one that is done.',
    EMSGSIZE:
      'The datagram is too large: over IPv4, UDP carries at most 65,507 bytes at a time. Send less, or send it in parts.',
    ENODEV:
      'No network interface of this machine has that address. Name one that it has, or leave the argument out.',
    EBADF:
      "The socket isn't open: a UDP socket can be asked or set up only once it is bound (after 'listening'), and not after close().",
    EAFNOSUPPORT:
      'This machine does not speak that kind of address, such as IPv6 where it is switched off.',
    ESRCH: 'There is no process with that id: it has ended.',
    // Of the resolver (dns.resolve…).
    ENODATA:
      'The name exists, but has no address of the kind that was asked for (an A record holds an IPv4 address, AAAA an IPv6 one).',
    ESERVFAIL: 'The name server could not answer: it has a fault of its own. Try again later.',
    EREFUSED: 'The name server refuses to answer this question.',
    // Of net and of streams.
    ERR_STREAM_WRITE_AFTER_END:
      "The program wrote after end(). end() says: this was all I had to send. Write first, and call end() last. On a socket, Node itself calls end() once the other side has ended, unless allowHalfOpen is true: answer in the 'end' listener, before any await.",
    ERR_STREAM_ALREADY_FINISHED:
      'end() was called on a stream that has finished already. Call it once.',
    ERR_STREAM_DESTROYED:
      "The program wrote to a socket that was destroyed already. After 'close' there is no other side to write to.",
    ERR_STREAM_NULL_VALUES:
      'write() was given null, which means the end of a stream. Write a string or a Buffer, and call end() when there is no more.',
    ERR_STREAM_PREMATURE_CLOSE:
      'The stream was closed before its end: destroyed, by this program or because the connection broke. What had arrived by then need not be all of it.',
    ERR_STREAM_CANNOT_PIPE:
      'pipe() was called on a stream that can only be written to. It belongs on the one that is read: source.pipe(target).',
    ERR_STREAM_PUSH_AFTER_EOF:
      'push() was called after push(null), which says that nothing more comes.',
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT:
      "unshift() gives bytes back to be read again, and nothing is read any more after 'end'. Give them back before, or keep them yourself.",
    ERR_INVALID_STATE:
      'A stream of the web kind has one reader or writer at a time, and is locked meanwhile: call releaseLock() before the next one gets it. What is closed, or has failed, takes no more either.',
    ERR_INVALID_RETURN_VALUE:
      'A function in a pipeline has to return something that can be read (a stream, an async generator), and the last one a promise. This one returned something else; is it lacking async, or the * of a generator?',
    ERR_USE_AFTER_CLOSE:
      'It was used after its close(). A readline interface also closes by itself, when what it reads has ended.',
    ERR_STRING_TOO_LONG:
      'A string has room for some 536 million characters, and this one would be longer. Keep large data in Buffers, or better, pass each chunk on as it comes.',
    ERR_INVALID_FD_TYPE:
      'The descriptor is not one of a socket, a pipe or a terminal: it is closed, a file, or was never opened.',
    ERR_METHOD_NOT_IMPLEMENTED:
      'The stream lacks the method that does its work: give a Readable read(), a Writable write(), a Transform transform().',
    ERR_MULTIPLE_CALLBACK:
      'A callback was called twice: each write(), transform(), final() or destroy() of a stream calls its own once. Look for a path that goes on after the first call.',
    ERR_UNKNOWN_ENCODING:
      "Node has no encoding of that name. It knows 'utf8', 'latin1', 'hex' and 'base64', among others.",
    ERR_SERVER_ALREADY_LISTEN:
      'listen() was called on a server that listens already. Call it once, or close() the server in between.',
    ERR_SERVER_NOT_RUNNING:
      'close() was called on a server that does not listen: never, or not any more.',
    ERR_SOCKET_CLOSED: "The socket isn't open: it was never connected, or it is closed already.",
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION:
      "The program closed the socket before it was connected, so what it had written was never sent. Wait for 'connect', or call end() in place of destroy().",
    ERR_MISSING_ARGS:
      "The call lacks an argument, or got undefined in its place. net.connect() needs a port or a path: net.connect(6969, '127.0.0.1').",
    ERR_INVALID_IP_ADDRESS:
      'An IP address belongs there, such as 127.0.0.1 or ::1. A name will not do.',
    ERR_INVALID_ADDRESS:
      'An IP address belongs there, such as 127.0.0.1 or ::1. A name will not do.',
    ABORT_ERR:
      'The program cancelled it itself: abort() of an AbortController was called, or the time of AbortSignal.timeout() was up. A `for await` loop over a socket does it, too: it destroys the socket when it has read everything, or is left before, even if the program still wants to write.',
    ERR_UNHANDLED_ERROR:
      "emit('error') was called without an Error, and nothing listened. Give it one: emit('error', new Error('…')).",
    // Of dgram.
    ERR_SOCKET_BAD_TYPE:
      "The kind of a UDP socket is 'udp4' or 'udp6': dgram.createSocket('udp4').",
    ERR_SOCKET_ALREADY_BOUND:
      'bind() was called twice, or after send(), which binds the socket by itself. A socket has one port: call bind() once, before you send.',
    ERR_SOCKET_DGRAM_NOT_RUNNING:
      'The UDP socket was closed already. After close() it is of no use.',
    ERR_SOCKET_DGRAM_IS_CONNECTED:
      'The UDP socket is connected already: it sends to that one address, without naming it. disconnect() comes before another connect().',
    ERR_SOCKET_DGRAM_NOT_CONNECTED:
      'The UDP socket is not connected, so it has no other end. connect() gives it one; without it, name the port and the host in each send().',
    ERR_SOCKET_BAD_BUFFER_SIZE: 'The size of a buffer is a whole number of bytes above 0.',
    ERR_SOCKET_BUFFER_SIZE:
      "The size of the socket's buffer could not be read or set: the socket must be bound first (after 'listening'), and not be closed.",
    // Of TLS.
    DEPTH_ZERO_SELF_SIGNED_CERT:
      "The server's certificate is signed by itself, and nothing says that this client trusts it. Give the client that certificate: tls.connect({ ca: readFileSync('cert.pem'), … }). rejectUnauthorized: false would trust any server.",
    SELF_SIGNED_CERT_IN_CHAIN:
      "The server's certificate comes from an authority that this client does not know. Give the client the authority's certificate, as ca.",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      "The client does not know who signed the server's certificate. Give the client the signer's certificate, as ca; or the server sends too little: its cert must hold the whole chain.",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
      "The client does not know who signed the server's certificate. Give the client the signer's certificate, as ca; or the server sends too little: its cert must hold the whole chain.",
    CERT_HAS_EXPIRED:
      'The certificate was valid until a day that is over. Make a new one; and see whether the clock of this machine is right.',
    CERT_NOT_YET_VALID:
      'The certificate is valid only from a later time on. See whether the clock of this machine is right.',
    ERR_TLS_CERT_ALTNAME_INVALID:
      "The certificate is for another name than the one that was connected to; the message has both. Connect by a name in the certificate, set servername, or make a certificate whose subjectAltName has this name (an IP address counts only as 'IP:…').",
    ERR_TLS_HANDSHAKE_TIMEOUT:
      'The other side connected and did not finish the TLS handshake in time (handshakeTimeout, 120 s by default). A plain TCP client that waits for the server to begin looks like that.',
    ERR_TLS_INVALID_PROTOCOL_VERSION: "The versions are called 'TLSv1.2' and 'TLSv1.3'.",
    ERR_OSSL_PEM_NO_START_LINE:
      "The key or the certificate is not in PEM form, whose first line is '-----BEGIN …-----'. They need the content of the file, not its name: key: readFileSync('key.pem').",
    ERR_OSSL_X509_KEY_VALUES_MISMATCH:
      'The key and the certificate do not belong together: take the two that were made with each other.',
    ERR_OSSL_BAD_DECRYPT: 'The key is encrypted, and its passphrase is wrong or missing.',
    // Of HTTP.
    ERR_HTTP_HEADERS_SENT:
      'The head of this answer is sent already, so its headers and its status can change no more. Often the answer is given twice: return after the first.',
    ERR_HTTP_INVALID_STATUS_CODE: 'A status is a number from 100 to 999, such as 200.',
    ERR_INVALID_HTTP_TOKEN:
      "The name of a header, or a method, has letters, digits and a few signs such as '-', and no blank.",
    ERR_INVALID_CHAR:
      'The value of a header has a character that HTTP does not carry there, such as a line break or one beyond Latin-1. encodeURIComponent() makes it fit.',
    ERR_HTTP_INVALID_HEADER_VALUE: 'A header was given undefined as its value.',
    ERR_UNESCAPED_CHARACTERS:
      'A path in a request must not have blanks, nor characters beyond Latin-1: encodeURI() makes it fit.',
    ERR_INVALID_PROTOCOL:
      "node:http takes URLs that begin with http://, node:https those that begin with https://. In 'localhost:7000', what stands before the colon counts as the protocol.",
    ERR_INVALID_URL: 'A URL begins with its protocol: http://127.0.0.1:6969/.',
    UND_ERR_SOCKET:
      'The server closed the connection before its answer was whole. A server that speaks plain TCP does not answer as HTTP wants it.',
    // Of processes.
    ERR_IPC_CHANNEL_CLOSED:
      'The other process has ended or called disconnect(), so nothing can be sent to it any more.',
    ERR_IPC_DISCONNECTED: 'disconnect() was called twice; the channel is closed already.',
    ERR_INVALID_HANDLE_TYPE:
      'The second argument of send() is something to hand over: a net.Server, a net.Socket or a dgram.Socket.',
    ERR_UNKNOWN_SIGNAL: 'There is no signal of that name. SIGTERM and SIGINT are.',
    ERR_UNHANDLED_REJECTION:
      'A promise failed with something that is not an Error, and nothing handled it. await it inside try and catch, and reject with new Error(…), which has a stack.',
  },
  /** What Node's warnings mean. */
  warnings: {
    listeners: (count: string, event: string, emitter: string) =>
      `There are ${count} listeners for '${event}' on one ${emitter}, more than Node expects. Most often one is added again and again, as inside a 'data' listener: add it once, where the ${emitter} is made.`,
    overflow:
      'A timer runs for 2,147,483,647 ms (24.8 days) at most. setTimeout() makes 1 ms of more than that, socket.setTimeout() that maximum.',
    duration:
      'setTimeout() needs a number of milliseconds from 0 on. For NaN or a negative number it takes 1 ms: see where the number comes from.',
  },
};
