// Answers the runner's questions to a running program, without keeping it alive.
import net from 'node:net';
import { CONTROL_FD } from '../trace/record.ts';
import { reportAnswer } from './report.ts';

/** Opens the descriptor on which the runner asks; as long as it is open, the process doesn't end. */
export function openControl(): net.Socket {
  const control = new net.Socket({ fd: CONTROL_FD, readable: true, writable: false });
  control.on('error', () => {});
  return control;
}

/** Listens for questions; the descriptor is unreferenced, so the program still ends when its work does. */
export function answerQuestions(control: net.Socket): void {
  control.unref();
  control.on('data', () => reportAnswer({ resources: listResources() }));
}

/** What keeps this process alive, except the pipes of its standard streams, which don't. */
function listResources(): string[] {
  const names = process.getActiveResourcesInfo();
  for (let stream = 0; stream < 2; stream += 1) {
    const index = names.indexOf('PipeWrap');
    if (index >= 0) names.splice(index, 1);
  }
  return names;
}
