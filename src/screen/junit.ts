// Verdicts as JUnit XML: the common ground of its schemas (Ant's, Jenkins'), in which code hosts show tests.
import { showControls } from '../text/controls.ts';

/** A check. */
export interface JunitCase {
  id: string;
  title: string;
  /** How long it took, in s. */
  seconds: number;
  /** `error` where nothing could be decided. */
  result: 'pass' | 'failure' | 'error';
  /** The id of the mistake, or what else there is to group by. */
  type: string;
  /** In one line, what is wrong; empty after a pass. */
  message: string;
  /** In many lines; empty after a pass. */
  text: string;
}

/** The checks of a lesson. */
export interface JunitSuite {
  /** Who handed it in; empty for the learner's own copy. */
  owner: string;
  lesson: string;
  /** Counted from 0 within the report. */
  index: number;
  /** When the report was begun. */
  date: Date;
  cases: readonly JunitCase[];
}

/** What stands before the suites. */
export const JUNIT_OPENING: readonly string[] = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<testsuites>',
];

/** What stands behind them. */
export const JUNIT_CLOSING = '</testsuites>';

/** The lines of a suite. */
export function renderJunitSuite({ owner, lesson, index, date, cases }: JunitSuite): string[] {
  const count = (result: JunitCase['result']) =>
    String(cases.filter((each) => each.result === result).length);
  const name = owner === '' ? lesson : `${owner}/${lesson}`;
  const attributes = {
    id: String(index),
    package: owner === '' ? 'socket-tour' : owner,
    name,
    // Ant's schema demands a host, and has this name for one that isn't told; its times have no zone.
    hostname: 'localhost',
    timestamp: date.toISOString().slice(0, 19),
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    time: formatSeconds(cases.reduce((sum, each) => sum + each.seconds, 0)),
  };
  return [
    `  <testsuite${writeAttributes(attributes)}>`,
    '    <properties/>',
    ...cases.flatMap((each) => renderCase(each, name)),
    '    <system-out/>',
    '    <system-err/>',
    '  </testsuite>',
  ];
}

function renderCase(check: JunitCase, classname: string): string[] {
  const { id, title, seconds, result, type, message, text } = check;
  const attributes = { classname, name: `${id}: ${title}`, time: formatSeconds(seconds) };
  const open = `    <testcase${writeAttributes(attributes)}`;
  if (result === 'pass') return [`${open}/>`];
  const why = writeAttributes({ message, type });
  return [`${open}>`, `      <${result}${why}>${escapeXml(text)}</${result}>`, '    </testcase>'];
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll('\n', '&#10;')}"`)
    .join('');
}

function formatSeconds(seconds: number): string {
  return seconds.toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
// XML 1.0 has no way to write these; the other characters of which that is true are shown.
const NO_CHARACTERS = /[\ufffe\uffff]/g;

/** Text that any XML parser takes, with control characters shown. */
function escapeXml(text: string): string {
  const lines = text.split('\n').map((line) => showControls(line));
  return lines
    .join('\n')
    .replace(NO_CHARACTERS, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
