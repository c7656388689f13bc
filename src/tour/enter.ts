// What Enter does, in words.

import { isServer } from '../stage/run-state.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Stand } from './standing.ts';

/** What Enter does at this point: `Enter: connect the client`. */
export function describeEnter(stand: Stand, language: Language): string {
  const say = walkMessages[language];
  const { enter } = say;
  switch (stand.at) {
    case 'outcome':
      return enter.after;
    case 'more':
      return enter.next;
    case 'step':
      return enter.nextStep;
    case 'finish':
      return enter.finish;
    case 'run': {
      if (stand.options.times !== undefined) return enter.times(stand.options.times);
      const actors = stand.programs.map(({ actor }) => actor);
      const name = (list: readonly string[]) =>
        say.join(list.map((actor) => say.actors[actor] ?? actor));
      const servers = actors.filter(isServer);
      const clients = actors.filter((actor) => !isServer(actor));
      if (clients.length === 0) return enter.start(name(servers));
      if (!stand.isServed) return enter.start(name(clients));
      if (servers.length > 0) return enter.startAll(name(servers), name(clients));
      return clients.length === 1 ? enter.connect : enter.connectAll(name(clients));
    }
    default:
      return enter.busy;
  }
}
