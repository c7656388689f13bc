// Errors of the language and of buffers, as beginners with sockets meet them.
import { constants } from 'node:buffer';
import { once } from 'node:events';
import net from 'node:net';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runInThisContext } from 'node:vm';

/** What is provoked and how, the code, how its paragraph begins, and the lesson. */
export default [
  [
    'json half',
    () => JSON.parse('{"name": "Chu'),
    'SyntaxError',
    'JSON.parse() got only the beginning of a JSON ',
    '09-framing-lines',
  ],
  [
    'json half 3',
    () => JSON.parse('{"name":'),
    'SyntaxError',
    'JSON.parse() got only the beginning of a JSON ',
    '09-framing-lines',
  ],
  [
    'json empty',
    () => JSON.parse(''),
    'SyntaxError',
    'JSON.parse() got only the beginning of a JSON ',
    '09-framing-lines',
  ],
  [
    'json none',
    () => JSON.parse('hello'),
    'SyntaxError',
    'JSON.parse() got something that is not JSON, o',
    '09-framing-lines',
  ],
  [
    'json two',
    () => JSON.parse('{"n":1}{"n":2}'),
    'SyntaxError',
    'JSON.parse() got a whole JSON text, and more b',
    '09-framing-lines',
  ],
  [
    'json two lines',
    () => JSON.parse('{"n":1}\n{"n":2}'),
    'SyntaxError',
    'JSON.parse() got a whole JSON text, and more b',
    '09-framing-lines',
  ],
  [
    'json object',
    () => JSON.parse({}),
    'SyntaxError',
    'JSON.parse() got something that is not JSON, o',
    '09-framing-lines',
  ],
  [
    'json quotes',
    () => JSON.parse("{'a': 1}"),
    'SyntaxError',
    'JSON.parse() got something that is not JSON, o',
    '09-framing-lines',
  ],
  [
    'circular',
    async () => {
      JSON.stringify(net.createServer());
      const a = {};
      a.a = a;
      JSON.stringify(a);
    },
    'TypeError',
    'JSON has no way to write that down: a BigInt, ',
  ],
  [
    'bigint',
    () => JSON.stringify({ a: 1n }),
    'TypeError',
    'JSON has no way to write that down: a BigInt, ',
  ],
  [
    'not iterable',
    async () => {
      for (const _ of 5);
    },
    'TypeError',
    '5 cannot be gone through one by one, as for…of',
  ],
  [
    'undefined call',
    async () => {
      const socket = net.createServer();
      socket.write('x');
    },
    'TypeError',
    'socket.write is called like a function and is ',
  ],
  [
    'set raw mode',
    () => process.stdin.setRawMode(true),
    'TypeError',
    'process.stdin is no terminal here, and only a ',
  ],
  [
    'read undefined',
    () => undefined.port,
    'TypeError',
    '.port was used on something that is undefined.',
  ],
  [
    'set undefined',
    async () => {
      const a = null;
      a.x = 1;
    },
    'TypeError',
    '.x was used on something that is null. The lin',
  ],
  [
    'destructure',
    async () => {
      const { port } = null;
      return port;
    },
    'TypeError',
    '.port was used on something that is null. The ',
  ],
  [
    'before init',
    () => new Function('x; const x = 1;')(),
    'ReferenceError',
    'x was used before the line that declares it ha',
  ],
  [
    'buffer new',
    () => Buffer.from(5),
    'ERR_INVALID_ARG_TYPE',
    'The argument 1 is of the wrong type: it was ty',
  ],
  [
    'buffer concat',
    () => Buffer.concat(['x']),
    'ERR_INVALID_ARG_TYPE',
    'The argument list[0] is of the wrong type: it ',
  ],
  ['buffer alloc', () => Buffer.alloc(-1), 'ERR_OUT_OF_RANGE', 'size must be >= 0 && <= '],
  [
    'buffer write range',
    () => Buffer.alloc(4).writeUInt8(300),
    'ERR_OUT_OF_RANGE',
    'value must be >= 0 and <= 255; it was 300.',
  ],
  [
    'buffer offset',
    () => Buffer.alloc(4).readUInt8(9),
    'ERR_OUT_OF_RANGE',
    'The program went past the end of a buffer: f',
    '11-framing-length',
  ],
  [
    'invalid url',
    () => new URL('localhost'),
    'ERR_INVALID_URL',
    'A URL begins with its protocol: http://127.0.0',
  ],
  [
    'bad port',
    () => net.connect(70000),
    'ERR_SOCKET_BAD_PORT',
    'A port is a whole number from 0 to 65535 here;',
    '07-errors-and-ports',
  ],
  [
    'port text',
    () => net.connect('70000', '127.0.0.1'),
    'ERR_SOCKET_BAD_PORT',
    'A port is a whole number from 0 to 65535 here;',
    '07-errors-and-ports',
  ],
  [
    'unshift after end',
    async () => {
      const stream = Readable.from(['a']).resume();
      stream.on('end', () => stream.unshift('b'));
      throw (await once(stream, 'error'))[0];
    },
    'ERR_STREAM_UNSHIFT_AFTER_END_EVENT',
    'unshift() gives bytes back to be read again, a',
  ],
  [
    'web stream read twice',
    () => {
      const stream = new ReadableStream();
      stream.getReader();
      stream.getReader();
    },
    'ERR_INVALID_STATE',
    'A stream of the web kind has one reader or wri',
  ],
  [
    'pipeline to a function that returns a number',
    () => pipeline(Readable.from(['a']), () => 5),
    'ERR_INVALID_RETURN_VALUE',
    'A function in a pipeline has to return somethi',
  ],
  [
    'readline after its close',
    () => {
      const lines = readline.createInterface({ input: Readable.from(['a']) });
      lines.close();
      lines.question('?', () => {});
    },
    'ERR_USE_AFTER_CLOSE',
    'It was used after its close(). A readline inte',
  ],
  [
    'a string too long',
    () => Buffer.allocUnsafeSlow(constants.MAX_STRING_LENGTH + 1).toString('latin1'),
    'ERR_STRING_TOO_LONG',
    'A string has room for some 536 million charact',
  ],
  [
    'a descriptor that is none',
    () => new net.Socket({ fd: 2 ** 20 }),
    'ERR_INVALID_FD_TYPE',
    'The descriptor is not one of a socket, a pipe ',
  ],
  [
    'a constructor without super',
    () => runInThisContext('(Base) => new (class extends Base { constructor() {} })()')(net.Socket),
    'ReferenceError',
    'A class that extends another has to call super',
  ],
  [
    'a class without new',
    () => Reflect.apply(class Line {}, null, []),
    'TypeError',
    'Line is a class: new Line(…) makes an object o',
  ],
  [
    'a BigInt and a number',
    () => Buffer.alloc(8).readBigUInt64BE() + 1,
    'TypeError',
    'A BigInt (such as 1n, or what readBigUInt64BE(',
  ],
];
