// The tap: preloaded into a program with `--import`, it reports what the sockets do and changes nothing.
import { DEFERRED, TAP_VARIABLE } from '../record.ts';
import { answerQuestions } from './control.ts';
import { tapDatagrams } from './datagrams.ts';
import { tapOutput } from './output.ts';
import { deferReports } from './report.ts';
import { tapServers } from './servers.ts';
import { tapSockets } from './sockets.ts';

const wish = process.env[TAP_VARIABLE];

// Workers and children may inherit `--import`, but neither the variable nor the descriptors are theirs.
if (wish !== undefined) {
  const isDeferred = wish.endsWith(DEFERRED);
  const token = isDeferred ? wish.slice(0, -DEFERRED.length) : wish;
  delete process.env[TAP_VARIABLE];
  leaveNoTrace();
  tapOutput(token);
  tapServers();
  tapSockets();
  tapDatagrams();
  answerQuestions();
  if (isDeferred) deferReports();
}

/** Takes the tap out of the arguments that the program can see, and its children are started with. */
function leaveNoTrace(): void {
  const index = process.execArgv.indexOf(import.meta.url);
  if (index > 0) process.execArgv.splice(index - 1, 2);
}
