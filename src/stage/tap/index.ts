// The tap: preloaded into a program with `--import`, it reports what the sockets do and changes nothing.
import { DEFERRED, SPARE_VARIABLE, TAP_VARIABLE, WITH_COMPILER } from '../record.ts';
import { answerQuestions, openControl } from './control.ts';
import { awaitCue } from './cue.ts';
import { tapDatagrams } from './datagrams.ts';
import { tapOutput } from './output.ts';
import { deferReports, openReports } from './report.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';

const wish = process.env[TAP_VARIABLE];
const spare = process.env[SPARE_VARIABLE];

// Workers and children may inherit `--import`, but neither the variable nor the descriptors are theirs.
if (wish !== undefined) {
  const isDeferred = wish.endsWith(DEFERRED);
  const token = isDeferred ? wish.slice(0, -DEFERRED.length) : wish;
  delete process.env[TAP_VARIABLE];
  delete process.env[SPARE_VARIABLE];
  leaveNoTrace();
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
}

/** Takes the tap out of the arguments that the program can see, and its children are started with. */
function leaveNoTrace(): void {
  const index = process.execArgv.indexOf(import.meta.url);
  if (index > 0) process.execArgv.splice(index - 1, 2);
}
