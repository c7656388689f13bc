// A course of two short lessons, in both languages, in a temporary folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './tour.ts';

const SERVER = "import net from 'node:net';\n// TODO\nnet.createServer().listen(0);\n";

const FIRST = `# A first server

> Article 一.1, first listing

## It listens

A server waits for clients.

\`\`\`predict
Who speaks first?
- [ ] The server.
  It waits.
- [x] The client.
  It came.
\`\`\`

\`\`\`run server
server │ listening
\`\`\`

## Your turn

\`\`\`try
Answer the client.
checks: answers
\`\`\`
`;

const FIRST_ZH = FIRST.replace('A first server', '第一个服务端')
  .replace('> Article 一.1, first listing', '> 文章 一.1，第一段代码')
  .replace('It listens', '开始监听')
  .replace('A server waits for clients.', '服务端等待客户端。');

const SECOND = '# The other end\n\n> Article 一.2\n\n## It connects\n\nA client connects.\n';

/** Writes the course into a temporary folder, removed with the test; returns that folder. */
export function makeSmallCourse(test: { after(done: () => void): void }): string {
  const home = makeFolder(test);
  const files: Record<string, string> = {
    '01-first/lesson.md': FIRST,
    '01-first/lesson.zh.md': FIRST_ZH,
    '01-first/server.ts': SERVER,
    '02-second/lesson.md': SECOND,
    '02-second/client.ts': '// TODO\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(home, 'lessons', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return home;
}
