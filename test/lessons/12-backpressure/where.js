// Finds out whether a stream of the web counts chunks here, as Node 20 does, or their bytes.
import { Writable } from 'node:stream';

const CHUNK = Buffer.alloc(1000);

function countsChunks() {
  // It takes nothing, so what is written waits.
  const asleep = new Writable({ write() {} });
  const writer = Writable.toWeb(asleep).getWriter();
  const before = writer.desiredSize ?? 0;
  writer.write(CHUNK).catch(() => {});
  return before - (writer.desiredSize ?? 0) < CHUNK.length;
}

export default { 'held-web': countsChunks() };
