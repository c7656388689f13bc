// Tests what actors are called where several have rows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameActors } from '../../src/screen/actor-names.ts';

/** The names of the actors of some titles, in their order. */
function nameAll(titles: Record<string, string>): string[] {
  const actors = Object.keys(titles);
  return actors.map(nameActors(actors, titles));
}

describe('the name of an actor', () => {
  it('is its role for the first server and client, and the file for others', () => {
    const titles = { server: 'server.ts', 'server-2': 'dead.ts', client: 'tries.ts' };
    assert.deepEqual(nameAll(titles), ['server', 'dead.ts', 'client']);
  });

  it('is its file where its role is the name of the file of another', () => {
    const clients = { client: 'lively.ts', 'client-2': 'client.ts' };
    assert.deepEqual(nameAll(clients), ['lively.ts', 'client.ts']);
    const servers = { server: 'backend.ts', 'server-2': 'server.ts', client: 'client.ts' };
    assert.deepEqual(nameAll(servers), ['backend.ts', 'server.ts', 'client']);
  });
});
