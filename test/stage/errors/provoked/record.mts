// Records what other Nodes print: `npx tsx record.mts /opt/node-20/bin/node …` writes recorded.json.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificates } from './certificates.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'socket-tour-record-'));
makeCertificates(folder);
const program = new URL('../provoke.mjs', import.meta.url).pathname;
const env = { ...process.env, CERTIFICATES: folder };
const recorded: Record<string, Record<string, string[]>> = {};
for (const node of process.argv.slice(2)) {
  const version = execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], {
    encoding: 'utf8',
  });
  const input = { input: '', encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  for (const { what, printed } of JSON.parse(execFileSync(node, [program], { env, ...input }))) {
    const versions: Record<string, string[]> = recorded[what] ?? {};
    recorded[what] = versions;
    const text = cutPrinted(printed);
    versions[text] = [...(versions[text] ?? []), version.trim()];
  }
}
const lines = Object.entries(recorded).flatMap(([what, versions]) =>
  Object.entries(versions).map(([text, nodes]) => JSON.stringify([what, nodes.join(' '), text])),
);
writeFileSync(new URL('recorded.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
rmSync(folder, { recursive: true });

/** Without stack, long lines and the rest of long objects; free ports become 50000. */
function cutPrinted(printed: string): string {
  return printed
    .split('\n')
    .filter((line) => !/^\s+(?:at |\.\.\. )/.test(line))
    .slice(0, 16)
    .map((line) =>
      line
        .replace(/\b[0-9A-F]{12,16}(?=:error)/, '00')
        .replace(/(?<=\.1:|[Pp]ort: )[1-9]\d{4}\b/, '50000')
        .slice(0, 160),
    )
    .join('\n');
}
