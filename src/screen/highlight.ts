// Code in colours. The core of highlight.js with four grammars loads in a third of the time that all of them take.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import typescript from 'highlight.js/lib/languages/typescript';
import type { Style } from './style.ts';

const highlighter = hljs.newInstance();
highlighter.registerLanguage('bash', bash);
highlighter.registerLanguage('javascript', javascript);
highlighter.registerLanguage('json', json);
highlighter.registerLanguage('typescript', typescript);
highlighter.registerAliases(['sh', 'shell'], { languageName: 'bash' });

type Colour = 'magenta' | 'green' | 'cyan' | 'dim' | 'plain';

// The classes that highlight.js gives out; those that aren't here look like what is around them.
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

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

// Where the learner is to write: it must not fade with the rest of the comment.
const TURN = /(TODO)/;

/**
 * `code` in colours, its lines still separated by `\n` and each dressed by itself. `language` is a fence's word,
 * such as `ts`, `js`, `json` or `sh`; code in any other, or without colour, comes back as it is.
 */
export function highlightCode(code: string, language: string, style: Style): string {
  if (!style.colour || !highlighter.getLanguage(language)) return code;
  const html = highlighter.highlight(code, { language, ignoreIllegals: true }).value;
  return dressHtml(html, style);
}

function dressHtml(html: string, style: Style): string {
  const colours: Colour[] = ['plain'];
  return html.replace(/<span class="([^" ]*)[^"]*">|<\/span>|[^<]+/g, (piece, name?: string) => {
    const around = colours.at(-1) ?? 'plain';
    if (name !== undefined) colours.push(COLOURS[name] ?? around);
    else if (piece === '</span>') colours.pop();
    else return dressText(decode(piece), around, style);
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

function decode(html: string): string {
  return html.replace(/&[^;]+;/g, (entity) => ENTITIES[entity] ?? entity);
}
