// The tap: preloaded into a program (see `preload.js`), it reports what the sockets do and changes nothing.
import { DEFERRED, SPARE_VARIABLE, TAP_VARIABLE, WITH_COMPILER } from '../trace/record.ts';
import { answerQuestions, openControl } from './control.ts';
import { tapDatagrams } from './datagrams.ts';
import { deferReports, openReports } from './report.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';
import { awaitCue } from './spare.ts';
import { tapOutput } from './stamped-output.ts';

const { [TAP_VARIABLE]: wish = '', [SPARE_VARIABLE]: spare } = process.env;
const isDeferred = wish.endsWith(DEFERRED);
const token = isDeferred ? wish.slice(0, -DEFERRED.length) : wish;
delete process.env[TAP_VARIABLE];
delete process.env[SPARE_VARIABLE];

openReports();
tapOutput(token);
tapServers();
tapSockets();
tapDatagrams();
const control = openControl();
// Node runs the program when all preloads are done.
if (spare !== undefined) await awaitCue(control, spare === WITH_COMPILER);
answerQuestions(control);
if (isDeferred) deferReports();
