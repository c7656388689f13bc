// The tap in a worker thread: its sockets and servers are reported as the program's own.
import { threadId } from 'node:worker_threads';
import { numberPathsFrom } from './connections.ts';
import { tapDatagrams } from './datagrams.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';
import { shareDescriptor } from './write.ts';

/** How many sockets with a path a thread may have before their numbers are another's. */
const PATHS = 1e6;

shareDescriptor();
numberPathsFrom(threadId * PATHS);
tapServers();
tapSockets();
tapDatagrams();
