// Makes a key and a certificate when a test runs, so that none is committed.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** Makes the files of tls.ts in `folder`, and returns its variables; null, and the test is skipped, where that fails. */
export function makeCertificate(t: TestContext, folder: string): Record<string, string> | null {
  const files = {
    KEY_FILE: path.join(folder, 'key.pem'),
    CERT_FILE: path.join(folder, 'certificate.pem'),
  };
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const out = ['-keyout', files.KEY_FILE, '-out', files.CERT_FILE];
  const sort = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  try {
    execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '1', ...sort, ...names, ...out], {
      stdio: 'ignore',
    });
    return files;
  } catch {
    t.skip('there is no openssl here to make a certificate with');
    return null;
  }
}
