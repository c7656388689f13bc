// Parity: the same steps and the same blocks in every language.
import type { Block, Lesson } from '../course/block.ts';
import { isFence } from '../course/fence.ts';
import { describeProblem, formatPlace, type Problem } from '../course/problem.ts';

/** Something that both languages must have in common. */
interface Feature {
  line: number;
  /** Equal in both languages. */
  value: string;
}

/** The first difference between two languages of a lesson, reported at the second with the place in the first. */
export function compareLanguages(first: Lesson, second: Lesson): Problem[] {
  const ours = listFeatures(first);
  const theirs = listFeatures(second);
  const count = Math.max(ours.length, theirs.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [ours[index], theirs[index]];
    if (one?.value === other?.value) continue;
    const place = formatPlace(first.path, one?.line ?? lastLine(ours));
    const line = other?.line ?? lastLine(theirs);
    const [wanted, got] = [one?.value ?? null, other?.value ?? null];
    return [describeProblem(second.path, line, (say) => say.languagesDiffer(place, wanted, got))];
  }
  return [];
}

function lastLine(features: readonly Feature[]): number {
  return features.at(-1)?.line ?? 1;
}

function listFeatures(lesson: Lesson): Feature[] {
  return lesson.steps.flatMap((step) => [
    { line: step.line, value: '## …' },
    ...step.blocks.flatMap(listBlockFeatures),
  ]);
}

function listBlockFeatures(block: Block): Feature[] {
  const { line, info } = block;
  const fence = { line, value: `\`\`\`${info}` };
  switch (block.kind) {
    case 'prose':
      return block.tokens
        .filter(isFence)
        .map((token) => ({ line, value: `\`\`\`${(token.lang ?? '').trim()}` }));
    case 'listing':
      return [fence];
    case 'run':
      return [
        fence,
        ...block.log.map((entry) => ({
          line: entry.line,
          value: `${entry.actor} │ ${entry.text}`,
        })),
      ];
    case 'predict':
      return [
        fence,
        ...block.options.map(({ right }) => ({ line, value: right ? '- [x]' : '- [ ]' })),
      ];
    case 'try':
      return [fence, { line, value: `checks: ${block.checks.join(', ')}` }];
    case 'types':
      return [fence, ...block.lines.map((value) => ({ line, value }))];
  }
}
