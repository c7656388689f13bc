// What the errors of a learner's program mean, each in one plain paragraph.
import { spellCommand } from '../../invocation.ts';
import { codeMessages } from '../codes.ts';
import { fileMessages } from '../files.ts';
import { resetMessages } from '../resets.ts';

/** A process that holds a port. */
type PortHolderText = { pid: number; command: string; owner: 'tour' | 'stranger' | 'you' };

/** In English. */
export const en = {
  lesson: (number: number, folder: string) => `Lesson ${number} (${folder}) explains it.`,
  unhandled: "Nothing listened for 'error' there, so the error ended the program.",
  /** An error that made a promise fail, and that nothing caught. */
  rejected:
    "Here the error made a promise fail (an await, or a for await loop, throws it then), and nothing caught it, so it ended the program: a listener for 'error' does not catch that. Put the await into try … catch, or give the promise a catch().",
  /** `withPort`: the command that starts the tour with another port. */
  portTaken: (place: string, holder: PortHolderText | null, isFree: boolean, withPort: string) => {
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
    `${place} is taken: another socket is bound to it. Close that one, or take another port (0 is any free one). In Node 20 and 22, a bind() that has a callback keeps this error to itself, unless the socket has a listener for 'error'.`,
  pathTaken: (path: string) =>
    `${path} exists already: either a server listens there, or one that was killed left it behind: only close() removes the path. If no server answers there, delete the file (rm '${path}').`,
  refused: (place: string | null, listening: readonly string[], mistaken: string | null) =>
    `No program listens on ${place ?? 'that address'}. The machine answered at once, but no server has that port open there: it was not started, is not ready yet, has ended, or uses another host or port. (A firewall can answer like that, too.) ${
      listening.length > 0
        ? `In this run a server listens on ${listening.join(', ')}.`
        : (mistaken ??
          'Start the server first, and compare the host and the port of both programs.')
    }`,
  attempts: {
    all: (outcomes: readonly string[], isLocalhost: boolean, listening: readonly string[]) =>
      `Node tried every address of the name, and none worked: ${outcomes.join('; ')}.${
        isLocalhost
          ? ' 127.0.0.1 (IPv4) and ::1 (IPv6) both mean this machine: a server that listens on one of them is not reached through the other.'
          : ''
      }${listening.length > 0 ? ` In this run a server listens on ${listening.join(', ')}.` : ''}`,
    refused: (place: string) => `no program listens on ${place}`,
    slow: (place: string, isByNode: boolean) =>
      isByNode
        ? `${place} did not answer within the moment that Node allows an address with another one behind it (250 ms, in Node 26 500 ms; net.setDefaultAutoSelectFamilyAttemptTimeout() changes it)`
        : `${place} did not answer until the system gave up`,
    other: (place: string, code: string) => `${place} failed with ${code}`,
  },
  refusedZero:
    "No client can connect to port 0: it only means 'any free one' to a server that listens. server.address().port tells which one the server got.",
  refusedPath: (path: string) =>
    `${path} is there, but no server listens on it: the one that made it was killed and could not remove it. Start the server again.`,
  refusedUdp:
    'No program has that UDP port open, and the other machine said so. A socket that is not connected would not even hear of it.',
  ...resetMessages.en,
  notFound: (host: string | null) =>
    `The name ${host ?? 'that was asked for'} has no address that the name service knows. Check the spelling. For this machine, 127.0.0.1 needs no name.`,
  lookupFailed: (host: string | null) =>
    `The name ${host ?? 'that was asked for'} could not be looked up: no name server answered. Is there a network? For this machine, 127.0.0.1 needs none.`,
  hostOnly: (given: string, host: string) =>
    `${given} is more than a host. A host is a name or an IP address alone, here ${host}; the port is an argument of its own, and http:// belongs to URLs only: net.connect(6969, '${host}').`,
  notAvailable: (host: string | null) =>
    `No network interface of this machine has ${host === null ? 'that address' : `the address ${host}`}, so nothing here can listen on it or connect from it. 127.0.0.1 means this machine alone, 0.0.0.0 every interface.`,
  /** For the clients of one server. */
  portsUsedUp: (place: string) =>
    `This machine has no port left for another connection to ${place}: each one needs a port of its own at this end, and keeps it for a while after its end (TIME-WAIT, a minute on Linux). Use one connection more than once, rather than a new one for each question.`,
  deniedPort: (port: number) =>
    port < 1024
      ? `Port ${port} is below 1024, and those are reserved for the administrator here. Take a higher one, such as 6969.`
      : `The system does not let this program use port ${port}. Take another one.`,
  broadcast:
    'The system lets a UDP socket send to a broadcast address only after setBroadcast(true), which comes once the socket is bound.',
  denied: 'The user who runs this program may not do that.',
  deniedPath: (path: string) =>
    `The user who runs this program may not use ${path}: see who owns the file and its folder.`,
  files: fileMessages.en,
  codes: codeMessages.en.codes,
  timedOut: (place: string | null) =>
    `No answer came from ${place ?? 'the other side'}, neither yes nor no: a firewall drops the packets, no machine has that address, or a server that is stuck takes no more connections. The system waited long before it gave up; socket.setTimeout() lets you decide how long.`,
  /** Of a connection that was open. */
  fellSilent:
    'The other side fell silent while the connection was open: its machine is gone, or the network between the two. The system noticed, because what was sent, or a keep-alive probe, was never confirmed, and it gave up after several tries.',
  unreachable: (place: string | null) =>
    `There is no way from this machine to ${place ?? 'that address'}: no network, or none that leads there.`,
  pathTooLong: (bytes: number) =>
    `A UNIX socket's path takes at most 108 bytes (103 on macOS); this one has ${bytes}. Node 20 and 22 leave out the rest without a word, so the socket gets another name; newer ones refuse it. Choose a shorter one, in /tmp for instance.`,
  /** A folder that is missing: Node reports it as EACCES. */
  noFolder: (folder: string) =>
    `There is no folder ${folder} for the socket: make it first (mkdir -p '${folder}'). Node calls this EACCES, as if it were forbidden.`,
  invalid: (call: string) =>
    `The system could make no sense of what ${call || 'the call'} was given: an address of the wrong kind, or an option it does not know.`,
  wrongFamily: (host: string) =>
    `A UDP socket of kind udp4 can't send to ${host}, an IPv6 address: create it with dgram.createSocket('udp6').`,
  noGroup:
    'There is no multicast group of that address: they are 224.0.0.0 to 239.255.255.255 and, in IPv6, those that begin with ff. The socket must be of the same kind (udp4, udp6).',
  /** `reached`: the host by which a client reaches that one. */
  pathNotAddress: (path: string, host: string, port: string, reached: string) =>
    port === ''
      ? `'${path}' counts as the path of a UNIX socket, as every text does that is no number and comes first. The port comes first, and the host is an argument of its own: listen(6969, '${host}'), connect(6969, '${reached}').`
      : `'${path}' counts as the path of a UNIX socket, because host and port stand in one text. The port is a number of its own: listen(${port}, '${host}'), connect(${port}, '${reached}').`,
  /** `fault`: what is wrong with the path, in whole sentences. */
  pathLeft: (fault: string, path: string) =>
    `${fault} What is taken is that path: a server listens there, or one that was killed left the file behind. If no server does, delete it (rm './${path}').`,
  noSocket: (path: string) =>
    `There is no socket at ${path}: the server that makes it does not run, does not listen yet, or uses another path.`,
  noFile:
    'There is no such file. A relative name is looked up from the folder in which the program was started, not from the folder of the program.',
  badPort: (least: number, received: string) =>
    `A port is a whole number from ${least} to 65535 here; this one was ${received}.${
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
  lookupForm:
    'The lookup function of the program handed over no address. Node asks for all addresses at once (all is true in its options), and then the answer is a list: callback(null, [{ address, family }]). The form with two arguments, callback(null, address, family), is for all: false.',
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
  noTerminal: (stream: string, method: string) =>
    `process.${stream} is no terminal here, and only a terminal has ${method}(). Ask process.${stream}.isTTY first.`,
  notIterable: (value: string) =>
    `${value} cannot be gone through one by one, as for…of, a spread or [a, b] = … want it: it is no array, no string and no stream.`,
  addressNull:
    "server.address() is null until the server listens. listen() only begins; read the address in its callback, or when 'listening' has happened.",
  readNothing: (value: string, property: string) =>
    `.${property} was used on something that is ${value}. The line in the message says where: what stands before the dot has no value at that moment.`,
  notDefined: (name: string) =>
    `There is nothing called ${name} here: it is misspelt, not imported, or declared inside another function.`,
  tooEarly: (name: string) =>
    `${name} was used before the line that declares it has run. Move the declaration up, or the use down.`,
  constAssigned: 'A const keeps its first value. Declare it with let if it is to change.',
  noSuper:
    'A class that extends another has to call super(…) in its constructor, before it uses this. A constructor that does nothing else can be left out.',
  noNew: (name: string) => `${name} is a class: new ${name}(…) makes an object of it.`,
  mixedBigInt:
    "A BigInt (such as 1n, or what readBigUInt64BE() returns) and a number can't be mixed in a calculation. Convert one of them: Number(value), or BigInt(value).",
  /** `isUnread`: nobody reads the connection. */
  closedAlready: (isUnread: boolean) =>
    `The program wrote to a connection that was closed already, so it will never be read: the other side had closed it, or had ended its direction, and then Node ended this one (allowHalfOpen: true leaves it open). ${isUnread ? "Nothing here reads from it, so its 'end' never came: listen for 'data', or call resume() where the bytes don't matter. Then stop" : 'Stop'} writing when 'end', 'close' or 'error' has come.`,
  killed:
    'SIGKILL ended it at once, and no program can prevent that or say a last word. It is sent by kill -9, and by the system where memory runs out.',
  outOfBounds:
    'The program went past the end of a buffer: fewer bytes are there than it expected. What comes over a connection can arrive in pieces; wait until all of a message is there.',
  outOfRange: (value: string, range: string, received: string) =>
    `${value} must be ${range}; it was ${received}.`,
  outOfMemory:
    'The program has used up its memory: something in it grows without end, such as data that is written faster than the other side reads it.',
  endlessCalls: 'A function calls itself again and again, without an end.',
  unsettled: (isInput: boolean) =>
    `The program ended while an await was still waiting: nothing was left that could have ended the waiting.${isInput ? ' If it was a line of standard input: none came, because standard input had ended.' : ''}`,
  thrown:
    "The program threw something that is not an Error, so nothing says where. throw new Error('…') has a stack.",
  twoJsons:
    'JSON.parse() got a whole JSON text, and more behind it: what is sent in several pieces can arrive in one. Mark where each text ends, such as by a newline.',
  halfJson:
    'JSON.parse() got only the beginning of a JSON text, or nothing at all: what is sent in one piece can arrive in several. Collect the pieces until the text is whole, such as up to a newline.',
  badJson:
    'JSON.parse() got something that is not JSON, or only a part of a JSON text: what is sent in one piece can arrive in several.',
  unfitForJson:
    'JSON has no way to write that down: a BigInt, or an object that contains itself, as sockets and servers do. Pick the values that you want to send.',
  plainForTls:
    'What arrived is not TLS: one side speaks TLS, and the other plain TCP or HTTP. tls.connect() needs a tls.createServer(), and https:// a server of node:https.',
  echoForTls:
    'What arrived is not the answer that TLS expects at this point. Most often the other side does not speak TLS at all, such as a server that sends everything back: tls.connect() needs a tls.createServer().',
  httpForTls:
    'What arrived is HTTP without TLS, and this server expects TLS: the client has to use https://.',
  noCertificate:
    'The two sides found no kind of encryption that both can use. Most often the server has no certificate: tls.createServer({ key, cert }). Else compare the ciphers of both.',
  tlsVersions:
    'The two sides have no version of TLS in common: compare the minVersion and maxVersion of both.',
  clientCertificate:
    'The server demands a certificate of the client, too (requestCert), and got none: tls.connect({ key, cert, … }).',
  distrusted:
    "The other side does not trust this side's certificate: it needs the signer's certificate, as ca.",
  handshake: (reason: string) =>
    `The two sides could not set up TLS: ${reason}. Compare what both are told: key, cert, ca, versions, ciphers.`,
  notHttp: (reason: string) =>
    `What arrived cannot be read as HTTP (${reason}). Most often the other side speaks something else: plain TCP, TLS, or a protocol of its own.`,
  warnings: codeMessages.en.warnings,
  syntax: (file: string, line: number, what: string) =>
    `${file} could not be read as a program, so nothing of it ran. Line ${line}: ${what}. The mistake may also stand a little before that place, such as a bracket or a quote that is missing.`,
};
