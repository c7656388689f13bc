// Tests what is said once all checks that were run pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { reportChecks } from '../../src/tour/check-report.ts';

const style = createStyle({ colour: false, links: false });
const layout = { columns: 80, style, language: 'en' };
const steps = ['first', 'second'].map((id) => ({ blocks: [{ kind: 'try', checks: [id] }] }));
const lesson = { folder: '00-none', number: 0, steps };
const workspace = { updateProgress() {}, readProgress: () => ({ lessons: {} }) };
const title = { en: 'it passes', zh: '通过' };
const pass = (id: string) => ({ id, title, verdict: 'pass', trace: null, hints: [] });

/** What is said of checks that pass. */
function report(...ids: string[]): string {
  const lines = reportChecks({
    text: { lesson, layout },
    workspace,
    outcomes: ids.map(pass),
    failedRun: [],
  } as never);
  return lines.join('\n');
}

test('the checks of one turn of two are not all', () => {
  assert.match(report('first'), /All checks of this turn pass\./);
  assert.match(report('first', 'second'), /All checks pass\./);
});
