// Tests that a learner's copy has no marks of regions, and whole lines otherwise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropRegionMarks, listUnmarkedLines } from '../../src/text/region-marks.ts';

const MARKED = `import net from 'node:net';

// #region server
const server = net.createServer();
  // #endregion server

// #region listen
server.listen(0);
// #endregion listen
`;

test('marks go, and of the blank lines around them one stays', () => {
  assert.equal(
    dropRegionMarks(MARKED),
    "import net from 'node:net';\n\nconst server = net.createServer();\n\nserver.listen(0);\n",
  );
});

test('a line keeps the number that it has among the marks', () => {
  const listen = listUnmarkedLines(MARKED).find(({ text }) => text === 'server.listen(0);');
  assert.equal(listen?.number, 8);
});

test('a program without marks stays as it is, blank lines and all', () => {
  const plain = 'one\r\n\n\n\ntwo\n';
  assert.equal(dropRegionMarks(plain), plain);
  assert.equal(dropRegionMarks(`// #region a\r\n${plain}`), plain);
});
