// Tests the explanations of errors that a real Node printed: this one just now, and others when recorded.json was made.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { explain } from '../../../src/stage/errors/explain.ts';
import { makeFolder } from '../crash.ts';
import { assertChinese } from './chinese.ts';
import { makeCertificates } from './provoked/certificates.ts';

/** What provoke.mjs prints of each error. */
interface Provoked {
  what: string;
  /** Its code; several that depend on the version of Node or on the network are joined by `|`. */
  code: string;
  /** How its paragraph begins. */
  start: string;
  lesson: string | null;
  printed: string;
}

const read = (file: string) => readFileSync(new URL(`provoked/${file}`, import.meta.url), 'utf8');
const recorded: [what: string, versions: string, printed: string][] = JSON.parse(
  read('recorded.json'),
);

let provoked: Provoked[] = [];
before(async () => {
  const { folder, remove } = makeFolder();
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  const env = { ...rest, CERTIFICATES: makeCertificates(folder) ? folder : '' };
  const program = fileURLToPath(new URL('provoke.mjs', import.meta.url));
  const options = { env, maxBuffer: 2 ** 26 };
  const child = promisify(execFile)(process.execPath, [program], options);
  child.child.stdin?.end();
  provoked = JSON.parse((await child).stdout);
  remove();
});

async function assertExplained(expected: Provoked, printed: string): Promise<void> {
  const report = { actor: 'server', exit: null, events: [], stderr: printed.split('\n') };
  const found = await explain(report, () => true);
  const about = `${expected.what}:\n${printed}`;
  assert.ok(found, about);
  assert.ok(expected.code.split('|').includes(found.code), `${found.code}, ${about}`);
  assert.ok(found.text.en.startsWith(expected.start), `${found.text.en}\n${about}`);
  assert.equal(found.lesson, expected.lesson, about);
  assertChinese(found.text.zh);
}

it('explains all that this Node prints', async () => {
  assert.ok(provoked.length > 100);
  for (const expected of provoked) await assertExplained(expected, expected.printed);
});

for (const version of ['20', '22', '24', '26']) {
  it(`explains all that Node ${version} printed`, async () => {
    const lines = recorded.filter(([, versions]) => versions.split(' ').includes(version));
    assert.ok(lines.length > 100);
    for (const [what, , printed] of lines) {
      const expected = provoked.find((each) => each.what === what);
      if (expected) await assertExplained(expected, printed);
    }
  });
}

/** Words of a lesson that explain an error whose code the lesson doesn't name. */
const WORDS: Readonly<Record<string, RegExp>> = {
  TypeError: /toUpperCase is not a function|`address\(\)`/,
  SyntaxError: /newline/,
  ERR_INVALID_IP_ADDRESS: /Invalid IP address: undefined/,
  ERR_OUT_OF_RANGE: /ERR_BUFFER_OUT_OF_BOUNDS/,
};

it('points to no lesson that does not speak of it', () => {
  for (const { what, code, lesson } of provoked) {
    if (lesson === null) continue;
    const prose = readFileSync(
      new URL(`../../../lessons/${lesson}/lesson.md`, import.meta.url),
      'utf8',
    );
    const [first = ''] = code.split('|');
    const words = WORDS[first] ?? new RegExp(first);
    assert.match(prose, words, `${what}: ${lesson}`);
  }
});
