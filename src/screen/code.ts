// Code in colours, as lines of the screen. The core of highlight.js with four grammars loads in a third of the time of all.
import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { measureWidest } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { decodeEntities } from './entities.ts';
import { expandTabs, showControls } from './printable.ts';
import type { Style } from './style.ts';

// These CommonJS files cost several times as much to import as to require: Node first looks for what they export.
const load = createRequire(import.meta.url);

const GRAMMARS = ['bash', 'javascript', 'json', 'typescript'];
let highlighter: HLJSApi | undefined;

type Colour = 'magenta' | 'green' | 'cyan' | 'dim' | 'plain';

// The classes that highlight.js uses; any that isn't here looks like the text around it.
const COLOURS: Readonly<Record<string, Colour>> = {
  'hljs-keyword': 'magenta',
  'hljs-meta': 'magenta',
  'hljs-string': 'green',
  'hljs-regexp': 'green',
  'hljs-number': 'cyan',
  'hljs-literal': 'cyan',
  'hljs-built_in': 'cyan',
  'hljs-comment': 'dim',
  'hljs-subst': 'plain',
};

// The learner writes here: it must not fade with the rest of the comment.
const TURN = /(TODO)/;

// Marks a line of the screen that continues a line of the code.
const CONTINUED = '↳ ';

/**
 * The lines of `code`, highlighted and at most `width` columns wide; a longer line continues in the next, after a `↳`.
 * `language` is a fence's word, such as `ts`.
 */
export function renderCode(code: string, language: string, width: number, style: Style): string[] {
  const shown = code.split('\n').map((line) => expandTabs(showControls(line)));
  return highlightCode(shown.join('\n'), language, style)
    .split('\n')
    .flatMap((line) => foldLine(line, width, style));
}

/**
 * `code` in colours, its lines still separated by `\n` and each styled by itself. `language` is a fence's word,
 * such as `ts`, `js`, `json` or `sh`; code in any other, or without colour, comes back as it is.
 */
export function highlightCode(code: string, language: string, style: Style): string {
  if (!style.colour) return code;
  const html = markUpCode(code, language);
  return html === null ? code : dressHtml(html, style);
}

/** `code` as HTML, its parts in `<span class="hljs-keyword">` and the like; null in a language that isn't highlighted. */
export function markUpCode(code: string, language: string): string | null {
  highlighter ??= createHighlighter();
  if (!highlighter.getLanguage(language)) return null;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}

function createHighlighter(): HLJSApi {
  const core: HLJSApi = load('highlight.js/lib/core');
  const made = core.newInstance();
  for (const name of GRAMMARS) {
    const grammar: LanguageFn = load(`highlight.js/lib/languages/${name}`);
    made.registerLanguage(name, grammar);
  }
  made.registerAliases(['sh', 'shell'], { languageName: 'bash' });
  return made;
}

function dressHtml(html: string, style: Style): string {
  const colours: Colour[] = ['plain'];
  return html.replace(/<span class="([^" ]*)[^"]*">|<\/span>|[^<]+/g, (piece, name?: string) => {
    const around = colours.at(-1) ?? 'plain';
    if (name !== undefined) colours.push(COLOURS[name] ?? around);
    else if (piece === '</span>') colours.pop();
    else return dressText(decodeEntities(piece), around, style);
    return '';
  });
}

function dressText(text: string, colour: Colour, style: Style): string {
  if (colour === 'plain') return text;
  const dress = (line: string) =>
    colour === 'dim' ? dressComment(line, style) : style[colour](line);
  return text.split('\n').map(dress).join('\n');
}

function dressComment(line: string, style: Style): string {
  return line
    .split(TURN)
    .map((part) => (TURN.test(part) ? style.bold(part) : style.dim(part)))
    .join('');
}

function foldLine(line: string, width: number, style: Style): string[] {
  if (measureWidest(line) <= width) return [line];
  const room = Math.max(2, width - CONTINUED.length);
  return wrapText(line, room).map((part, index) => {
    return index === 0 ? part : style.dim(CONTINUED) + part;
  });
}
