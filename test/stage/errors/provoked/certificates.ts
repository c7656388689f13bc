// Makes the keys and certificates for provoked TLS errors, so that none is committed.
import { execFileSync } from 'node:child_process';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const NAME = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
const COMMANDS = [
  ['req', '-x509', ...KEY, ...NAME, '-days', '1', '-keyout', 'key.pem', '-out', 'cert.pem'],
  ['ecparam', '-name', 'prime256v1', '-genkey', '-out', 'other.pem'],
  ['req', '-new', ...KEY, '-subj', '/CN=leaf', '-keyout', 'leaf-key.pem', '-out', 'leaf.csr'],
  [
    'x509',
    '-req',
    '-in',
    'leaf.csr',
    '-CA',
    'cert.pem',
    '-CAkey',
    'key.pem',
    '-CAcreateserial',
    '-out',
    'leaf.pem',
  ],
  ['req', '-new', '-key', 'key.pem', '-subj', '/CN=localhost', '-out', 'old.csr'],
  ['x509', '-req', '-in', 'old.csr', '-signkey', 'key.pem', '-days', '-1', '-out', 'old.pem'],
  ['ec', '-in', 'key.pem', '-aes128', '-passout', 'pass:x', '-out', 'locked.pem'],
];

/** Makes them in a folder; false where this openssl can't. */
export function makeCertificates(cwd: string): boolean {
  try {
    for (const words of COMMANDS) execFileSync('openssl', words, { cwd, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
