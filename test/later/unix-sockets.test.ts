// Keeps the exercise on signals and paths that lesson 1 had true, until a lesson on UNIX sockets takes it up.
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findSamples, findUnproven, prove } from '../../src/author/proof.ts';
import { COMMON } from '../../src/check/any-server.ts';
import { listMistakes } from '../../src/check/checks.ts';
import { reviewHints } from '../../src/course/check-texts.ts';
import { few } from '../support/length.ts';
import set from './unix-sockets/check.ts';

const later = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(later, set.lesson);
const samples = await findSamples(set, folder, path.join(folder, 'samples'));
/** Those that each stand for others. */
const PROVEN = ['solution', 'right-promises', 'path-left', 'path-too-long', 'never-ends'];

describe('the exercise on paths that stay', { skip: process.platform === 'win32' }, () => {
  it('has hints and a wrong program for each mistake', () => {
    const isOwn = (id: string) => !COMMON.some((common) => common === id);
    const known = Object.entries(listMistakes(set)).map(([id, ids]) => [id, ids.filter(isOwn)]);
    assert.deepEqual(reviewHints(set.lesson, Object.fromEntries(known), later), []);
    assert.deepEqual(findUnproven(set, samples), []);
  });

  for (const name of few(PROVEN, 3)) {
    it(`tells a program: ${name}`, async () => {
      const sample = samples.find((each) => each.name === name);
      assert.ok(sample);
      const { misses } = await prove(set, folder, sample, { runs: 1, isShort: false });
      assert.deepEqual(misses, []);
    });
  }
});
