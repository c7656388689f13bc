// Errors of TLS.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { errorOf, greeter, HOST, listen, mute } from './provoking.mjs';

const { CERTIFICATES } = process.env;
const read = (name) => readFileSync(`${CERTIFICATES}/${name}`, 'utf8');
const key = read('key.pem');
const cert = read('cert.pem');
const secure = (options) => tls.connect({ host: HOST, ...options });

/** What is provoked and how, the code, how its paragraph begins, and the lesson. */
export default [
  [
    'tls self signed',
    async () => errorOf(secure({ port: await listen(tls.createServer({ key, cert })) })),
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    "The server's certificate is signed by itself, ",
  ],
  [
    'tls wrong name',
    async () =>
      errorOf(
        secure({
          port: await listen(tls.createServer({ key, cert })),
          ca: cert,
          servername: 'example.org',
        }),
      ),
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate is for another name than the o',
  ],
  [
    'tls wrong ip',
    async () => errorOf(secure({ port: await listen(tls.createServer({ key, cert })), ca: cert })),
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate is for another name than the o',
  ],
  [
    'tls plain',
    async () => errorOf(secure({ port: await listen(greeter()) })),
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'What arrived is not TLS: one side speaks TLS, ',
  ],
  [
    'tls gone',
    async () => errorOf(secure({ port: await listen(mute()) })),
    'ECONNRESET',
    'The server ended the connection while TLS was',
  ],
  [
    'tls no cert',
    async () => errorOf(secure({ port: await listen(tls.createServer({})) })),
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE|ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'The two sides found no kind of encryption that',
  ],
  [
    'tls no cert server',
    async () => {
      const s = tls.createServer({});
      const e = errorOf(s, 'tlsClientError');
      secure({ port: await listen(s) }).on('error', () => {});
      return e;
    },
    'ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM',
    'The two sides found no kind of encryption that',
  ],
  [
    'tls http server',
    async () => {
      const s = tls.createServer({ key, cert });
      const e = errorOf(s, 'tlsClientError');
      net
        .connect(await listen(s), HOST)
        .on('error', () => {})
        .write('GET / HTTP/1.1\r\n\r\n');
      return e;
    },
    'ERR_SSL_HTTP_REQUEST',
    'What arrived is HTTP without TLS, and this ser',
  ],
  [
    'tls text server',
    async () => {
      const s = tls.createServer({ key, cert });
      const e = errorOf(s, 'tlsClientError');
      net
        .connect(await listen(s), HOST)
        .on('error', () => {})
        .write('Hello, server. How are you?\n');
      return e;
    },
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'What arrived is not TLS: one side speaks TLS, ',
  ],
  [
    'tls version',
    async () =>
      errorOf(
        secure({
          port: await listen(tls.createServer({ key, cert, minVersion: 'TLSv1.3' })),
          ca: cert,
          maxVersion: 'TLSv1.2',
        }),
      ),
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'The two sides have no version of TLS in common',
  ],
  [
    'tls version server',
    async () => {
      const s = tls.createServer({ key, cert, minVersion: 'TLSv1.3' });
      const e = errorOf(s, 'tlsClientError');
      secure({ port: await listen(s), maxVersion: 'TLSv1.2' }).on('error', () => {});
      return e;
    },
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'The two sides have no version of TLS in common',
  ],
  [
    'tls ciphers',
    async () =>
      errorOf(
        secure({
          port: await listen(
            tls.createServer({
              key,
              cert,
              maxVersion: 'TLSv1.2',
              ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256',
            }),
          ),
          ca: cert,
          ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384',
          maxVersion: 'TLSv1.2',
        }),
      ),
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE|ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'The two sides found no kind of encryption that',
  ],
  [
    'tls client cert',
    async () => {
      const c = secure({
        port: await listen(tls.createServer({ key, cert, requestCert: true })),
        ca: cert,
        checkServerIdentity: () => undefined,
      });
      return errorOf(c);
    },
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'The server demands a certificate of the client',
  ],
  [
    'tls handshake timeout',
    async () => {
      const s = tls.createServer({ key, cert, handshakeTimeout: 50 });
      const e = errorOf(s, 'tlsClientError');
      net.connect(await listen(s), HOST).on('error', () => {});
      return e;
    },
    'ERR_TLS_HANDSHAKE_TIMEOUT',
    'The other side connected and did not finish th',
  ],
  [
    'tls not pem',
    () => tls.createServer({ key: 'x', cert: 'y' }),
    'ERR_OSSL_PEM_NO_START_LINE',
    'The key or the certificate is not in PEM form,',
  ],
  [
    'tls mismatch',
    () => tls.createServer({ key: read('other.pem'), cert }),
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    'The key and the certificate do not belong toge',
  ],
  [
    'tls expired',
    async () =>
      errorOf(
        secure({
          port: await listen(tls.createServer({ key, cert: read('old.pem') })),
          ca: read('old.pem'),
        }),
      ),
    'CERT_HAS_EXPIRED',
    'The certificate was valid until a day that is ',
  ],
  [
    'tls leaf',
    async () =>
      errorOf(
        secure({
          port: await listen(
            tls.createServer({ key: read('leaf-key.pem'), cert: read('leaf.pem') }),
          ),
        }),
      ),
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'The client does not know who signed the server',
  ],
  [
    'tls chain',
    async () =>
      errorOf(
        secure({
          port: await listen(
            tls.createServer({ key: read('leaf-key.pem'), cert: read('leaf.pem') + cert }),
          ),
        }),
      ),
    'SELF_SIGNED_CERT_IN_CHAIN',
    "The server's certificate comes from an authori",
  ],
  [
    'tls passphrase',
    () => tls.createServer({ key: read('locked.pem'), cert }),
    'ERR_OSSL_BAD_DECRYPT',
    'The key is encrypted, and its passphrase is wr',
  ],
  [
    'tls bad version',
    () => tls.createServer({ minVersion: 'TLS1.3' }),
    'ERR_TLS_INVALID_PROTOCOL_VERSION',
    "The versions are called 'TLSv1.2' and 'TLSv1.3",
  ],
  [
    'tls alpn',
    async () =>
      errorOf(
        secure({
          port: await listen(tls.createServer({ key, cert, ALPNProtocols: ['a'] })),
          ca: cert,
          ALPNProtocols: ['b'],
        }),
      ),
    'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    'The two sides could not set up TLS: tlsv1 aler',
  ],
];
