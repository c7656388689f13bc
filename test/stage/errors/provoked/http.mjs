// Errors of HTTP.
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { errorOf, greeter, HOST, listen, mute } from './provoking.mjs';

const serve = (answer) =>
  new Promise((resolve) => {
    const server = http.createServer((_request, response) => answer(response, resolve));
    listen(server).then((port) => http.get({ port, host: HOST }, (response) => response.resume()));
  });

/** What is provoked and how, the code, how its paragraph begins, and the lesson. */
export default [
  [
    'hang up',
    async () => errorOf(http.get({ port: await listen(mute()), host: HOST })),
    'ECONNRESET',
    'The connection ended before the HTTP message w',
  ],
  [
    'http at tcp',
    async () => errorOf(http.get({ port: await listen(greeter()), host: HOST })),
    'HPE_INVALID_CONSTANT',
    'What arrived cannot be read as HTTP (Expected ',
  ],
  [
    'https at tcp',
    async () => errorOf(https.get({ port: await listen(greeter()), host: HOST })),
    'EPROTO',
    'What arrived is not TLS: one side speaks TLS, ',
  ],
  [
    'tcp at http',
    async () => {
      const s = http.createServer();
      const e = errorOf(s, 'clientError');
      net
        .connect(await listen(s), HOST)
        .on('error', () => {})
        .write('Hello\n');
      return e;
    },
    'HPE_INVALID_METHOD',
    'What arrived cannot be read as HTTP (Invalid m',
  ],
  [
    'tls at http',
    async () => {
      const s = http.createServer();
      const e = errorOf(s, 'clientError');
      tls.connect({ port: await listen(s), host: HOST }).on('error', () => {});
      return e;
    },
    'HPE_INVALID_METHOD',
    'What arrived cannot be read as HTTP (Invalid m',
  ],
  [
    'http aborted',
    async () => {
      return new Promise((r) =>
        listen(
          net.createServer((s) =>
            s
              .on('error', () => {})
              .once('data', () => {
                s.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc');
                setTimeout(() => s.destroy(), 30);
              }),
          ),
        ).then((port) => http.get({ port, host: HOST }, (res) => res.resume().on('error', r))),
      );
    },
    'ECONNRESET',
    'The connection ended before the HTTP message w',
  ],
  [
    'http protocol',
    () => http.get('https://localhost/'),
    'ERR_INVALID_PROTOCOL',
    'node:http takes URLs that begin with http://, ',
  ],
  [
    'http path',
    () => http.get({ host: HOST, path: '/a b' }),
    'ERR_UNESCAPED_CHARACTERS',
    'A path in a request must not have blanks, nor ',
  ],
  [
    'http header',
    () => http.get({ host: HOST, headers: { 'x y': 'a' } }),
    'ERR_INVALID_HTTP_TOKEN',
    'The name of a header, or a method, has letters',
  ],
  [
    'http header char',
    () => http.get({ host: HOST, headers: { x: '你好' } }),
    'ERR_INVALID_CHAR',
    'The value of a header has a character that HTT',
  ],
  [
    'http header undefined',
    () => http.get({ host: HOST, headers: { x: undefined } }),
    'ERR_HTTP_INVALID_HEADER_VALUE',
    'A header was given undefined as its value.',
  ],
  [
    'http sent',
    () =>
      serve((a, done) => {
        a.end('x');
        try {
          a.setHeader('a', 'b');
        } catch (e) {
          done(e);
        }
      }),
    'ERR_HTTP_HEADERS_SENT',
    'The head of this answer is sent already, so it',
  ],
  [
    'http status',
    () =>
      serve((a, done) => {
        try {
          a.writeHead('x');
        } catch (e) {
          done(e);
        }
        a.end();
      }),
    'ERR_HTTP_INVALID_STATUS_CODE',
    'A status is a number from 100 to 999, such as ',
  ],
  [
    'http write after end',
    () =>
      serve((a, done) => {
        a.end('x');
        a.on('error', done);
        a.write('y');
      }),
    'ERR_STREAM_WRITE_AFTER_END',
    'The program wrote after end(). end() says: thi',
  ],
  [
    'fetch refused',
    async () => {
      await fetch('http://127.0.0.1:7999/');
    },
    'ECONNREFUSED',
    'No program listens on 127.0.0.1:7999. The machine ',
    '04-client',
  ],
  [
    'fetch tcp',
    async () => {
      await fetch(`http://127.0.0.1:${await listen(greeter())}/`);
    },
    'HPE_INVALID_CONSTANT|HTTPParserError',
    'What arrived cannot be read as HTTP (Response ',
  ],
  [
    'fetch hang up',
    async () => {
      await fetch(`http://127.0.0.1:${await listen(mute())}/`);
    },
    'UND_ERR_SOCKET',
    'The server closed the connection before its an',
  ],
  [
    'fetch url',
    async () => {
      await fetch('localhost');
    },
    'ERR_INVALID_URL',
    'A URL begins with its protocol: http://127.0.0',
  ],
];
