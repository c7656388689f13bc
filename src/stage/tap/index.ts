// The tap: preloaded into a program (see `preload.js`), it reports what the sockets do and changes nothing.
import { ChildProcess } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { CONTROL_FD, TAP_VARIABLE } from '../trace/record.ts';
import { tapDatagrams } from './datagrams.ts';
import { tapEnding } from './ending.ts';
import { deferReports, openReports, report, reportAnswer } from './report.ts';
import { listResources, tapWorkers } from './resources.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';
import { awaitCue } from './spare.ts';
import { tapOutput } from './stamped-output.ts';
import { wrapMethod } from './wrap.ts';

const [token = '', role] = (process.env[TAP_VARIABLE] ?? '').split(' ');
delete process.env[TAP_VARIABLE];

openReports();
tapOutput(token);
tapServers();
tapSockets();
tapDatagrams();
tapWorkers();
tapEnding();
wrapMethod(
  ChildProcess.prototype,
  'spawn',
  () => {},
  ({ spawnfile, pid }) => {
    // tsx has its compiler in a process.
    if (pid === undefined || /esbuild/.test(spawnfile)) return;
    report({ kind: 'unwatched', text: path.basename(spawnfile), pid });
  },
);
// The runner asks on it, and as long as it is referenced, the process doesn't end.
const control = new net.Socket({ fd: CONTROL_FD, readable: true, writable: false });
control.on('error', () => {});
// Node runs the program when all preloads are done.
let asked =
  role === 'spare' || role === 'compiling' ? await awaitCue(control, role === 'compiling') : 0;
control.unref();
const answer = () => reportAnswer({ resources: listResources(), asked });
// Each question is a byte.
control.on('data', ({ length }: Buffer | string) => {
  asked += length;
  answer();
});
control.resume();
if (asked > 0) setImmediate(answer).unref();
if (role === 'deferred') deferReports();
