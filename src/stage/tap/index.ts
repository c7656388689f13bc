// The tap: preloaded into a program (see `preload.js`), it reports what the sockets do and changes nothing.
import net from 'node:net';
import { CONTROL_FD, TAP_VARIABLE } from '../trace/record.ts';
import { tapDatagrams } from './datagrams.ts';
import { deferReports, openReports, reportAnswer } from './report.ts';
import { listResources } from './resources.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';
import { awaitCue } from './spare.ts';
import { tapOutput } from './stamped-output.ts';

const [token = '', role] = (process.env[TAP_VARIABLE] ?? '').split(' ');
delete process.env[TAP_VARIABLE];

openReports();
tapOutput(token);
tapServers();
tapSockets();
tapDatagrams();
// The runner asks on it, and as long as it is referenced, the process doesn't end.
const control = new net.Socket({ fd: CONTROL_FD, readable: true, writable: false });
control.on('error', () => {});
// Node runs the program when all preloads are done.
if (role === 'spare' || role === 'compiling') await awaitCue(control, role === 'compiling');
control.unref();
control.on('data', () => reportAnswer({ resources: listResources() }));
if (role === 'deferred') deferReports();
