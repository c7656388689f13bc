// Errors of the language and of buffers, as beginners with sockets meet them.
import net from 'node:net';

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
];
