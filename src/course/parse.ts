// The parser of the prose: Markdown → title, steps, blocks.
import { basename } from 'node:path';
import { LANGUAGES, type Language } from '../text/language.ts';
import { isHeading, type LocatedToken, locateTokens, type Token } from '../text/markdown.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Block, Lesson, Prose, Step } from './block.ts';
import {
  blame,
  FENCE_WORDS,
  type Fence,
  isFence,
  isPlainFence,
  openFence,
  type Reader,
  readInfo,
} from './fence.ts';
import { isListing, readListingFence, readPredict, readTry, readTypes } from './fences.ts';
import { stripArticle } from './heading.ts';
import type { Problem } from './problem.ts';
import type { Programs } from './programs.ts';
import { readRun } from './run-fence.ts';

/** The titles of a step that say already whose turn it is. */
const TURN_TITLES = new Set(LANGUAGES.map((language) => walkMessages[language].yourTurn));

/** Reads a lesson's prose as far as possible, with all problems found; reads no file but the programs. */
export function parseLesson(
  source: string,
  path: string,
  language: Language,
  programs: Programs,
): { lesson: Lesson; problems: Problem[] } {
  const reader: Reader = { path, programs, problems: [] };
  const placed = locateTokens(source);
  const firstStep = placed.findIndex(({ token }) => isHeading(token, 2));
  const head = placed.slice(0, firstStep === -1 ? undefined : firstStep);
  const folder = basename(programs.directory);
  const [, number = '0', id = folder] = /^(\d+)-(.+)$/.exec(folder) ?? [];

  const lesson: Lesson = {
    number: Number(number),
    folder,
    id,
    language,
    path,
    directory: programs.directory,
    files: programs.files,
    ...readHead(head, reader),
    steps: firstStep === -1 ? [] : readSteps(placed.slice(firstStep), reader),
  };
  if (lesson.steps.length === 0) blame(reader, 1, (say) => say.noSteps());
  blameUnanswered(lesson.steps, reader);
  return { lesson, problems: reader.problems };
}

function readHead(
  head: LocatedToken[],
  reader: Reader,
): Pick<Lesson, 'title' | 'article' | 'intro'> {
  const tokens = head.filter(({ token }) => token.type !== 'space');
  const [first, second] = tokens;
  const title = isHeading(first?.token, 1) ? first.token.text : null;
  if (title === null) blame(reader, first?.line ?? 1, (say) => say.noTitle());
  const article = second?.token.type === 'blockquote' ? (second.token.text as string) : null;
  if (article === null) blame(reader, second?.line ?? 1, (say) => say.noArticle());
  for (const { token, line } of tokens) {
    if (isFence(token) && !isPlainFence(readInfo(token))) {
      blame(reader, line, (say) => say.blockBeforeStep());
    }
  }
  return {
    title: title ?? '',
    article: stripArticle(article ?? ''),
    intro: tokens
      .slice(Number(title !== null) + Number(article !== null))
      .map(({ token }) => token),
  };
}

function readSteps(placed: LocatedToken[], reader: Reader): Step[] {
  const steps: Step[] = [];
  const actors = new Set<string>();
  for (const { token, line } of placed) {
    if (isHeading(token, 2)) {
      steps.push({ title: token.text, line, blocks: [] });
      continue;
    }
    const { title, blocks } = steps.at(-1) as Step;
    const fence = isFence(token) ? openFence(token, line) : null;
    if (fence?.isClosed === false) blame(reader, line, (say) => say.fenceNotClosed(fence.info));
    if (fence && !isPlainFence(fence.info)) {
      const block = readFence(fence, reader, actors);
      if (block) blocks.push(block);
      if (block?.kind === 'try' && TURN_TITLES.has(title)) block.isTitled = true;
      continue;
    }
    if (isHeading(token, 1)) blame(reader, line, (say) => say.titleTwice());
    blameNested(token, line, reader);
    appendProse(blocks, token, line);
  }
  return steps;
}

function readFence(fence: Fence, reader: Reader, actors: Set<string>): Block | null {
  if (isListing(fence.info)) return readListingFence(fence, reader);
  switch (fence.info.split(/\s+/)[0]) {
    case 'run':
      return readRun(fence, reader, actors);
    case 'predict':
      return readPredict(fence, reader);
    case 'try':
      return readTry(fence, reader);
    case 'types':
      return readTypes(fence, reader);
    default:
      blame(reader, fence.line, (say) => say.fenceUnknown(fence.info, FENCE_WORDS));
      return null;
  }
}

/** Adjacent tokens without a meaning of their own are one block of prose. */
function appendProse(blocks: Block[], token: Token, line: number): void {
  const last = blocks.at(-1);
  if (last?.kind === 'prose') last.tokens.push(token);
  else if (token.type !== 'space') {
    blocks.push({ kind: 'prose', line, info: '', tokens: [token] } satisfies Prose);
  }
}

/** A fence within a list or a quotation would only be shown, never run, so its author is warned. */
function blameNested(token: Token, line: number, reader: Reader): void {
  const children: Token[] =
    'items' in token ? token.items : ('tokens' in token && token.tokens) || [];
  for (const child of children) {
    const info = isFence(child) ? readInfo(child) : '';
    if (!isPlainFence(info)) blame(reader, line, (say) => say.fenceNested(info));
    blameNested(child, line, reader);
  }
}

/** The reasons of a question would never be shown without a run that answers it. */
function blameUnanswered(steps: Step[], reader: Reader): void {
  const blocks = steps.flatMap((step) => step.blocks);
  const lastRun = blocks.findLastIndex((block) => block.kind === 'run');
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'predict' && index > lastRun) {
      blame(reader, block.line, (say) => say.predictNoRun());
    }
  }
}
