import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nameProgram } from '../../src/stage/program-names.ts';

it('a program is called by its role alone where nobody else has it', () => {
  const server = { actor: 'server', title: 'server.js' };
  const [ann, bob] = [
    { actor: 'client', title: 'client.js ann' },
    { actor: 'client-2', title: 'client.js bob' },
  ];
  assert.equal(nameProgram('client', [server, ann]), 'client');
  assert.equal(nameProgram('server', [server, ann, bob]), 'server');
  assert.equal(nameProgram('client', [server, ann, bob]), 'client.js ann (client)');
  assert.equal(nameProgram('client-2', [server, ann, bob]), 'client.js bob (client-2)');
  const twice = [ann, { ...bob, title: ann.title }];
  assert.equal(nameProgram('client', twice), 'client');
});
