// The tap: preloaded into a program with `--import`, it reports what the sockets do and changes nothing.
import { isMainThread } from 'node:worker_threads';
import { TAP_VARIABLE } from '../record.ts';
import { answerQuestions } from './control.ts';
import { tapDatagrams } from './datagrams.ts';
import { tapOutput } from './output.ts';
import { reportAnswer } from './report.ts';
import { tapSockets } from './sockets.ts';

// Workers and forked children inherit `--import`, but neither the variable nor the descriptors are theirs.
if (isMainThread && process.env[TAP_VARIABLE] !== undefined) {
  delete process.env[TAP_VARIABLE];
  reportAnswer({ tapped: process.pid });
  tapOutput();
  tapSockets();
  tapDatagrams();
  answerQuestions();
}
