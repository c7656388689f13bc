// What keeps the program alive, for the runner's questions.
import net from 'node:net';
import { INPUT, UNREAD } from '../trace/record.ts';
import { nameConnection } from './connections.ts';
import { isUnread } from './reading.ts';

/** What keeps this process alive, except the pipes of its standard streams, which don't. */
export function listResources(): string[] {
  const names = process.getActiveResourcesInfo();
  for (let stream = 0; stream < 2; stream += 1) {
    const index = names.indexOf('PipeWrap');
    if (index >= 0) names.splice(index, 1);
  }
  return [...names, ...describeSockets()];
}

/** Standard input where it is read; the connections on which nothing reads, so that not even their end is noticed. */
function* describeSockets(): Generator<string> {
  // Node has no other list of its sockets; where it lacks this one, nothing is said of them.
  const { _getActiveHandles: list } = process as { _getActiveHandles?(): unknown[] };
  for (const handle of list?.call(process) ?? []) {
    if (!(handle instanceof net.Socket)) continue;
    if ((handle as { fd?: number }).fd === 0) yield INPUT;
    const { connection } = nameConnection(handle);
    if (connection !== undefined && isUnread(handle)) yield `${UNREAD}${connection}`;
  }
}
