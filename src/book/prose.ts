// Markdown as HTML, the way a lesson uses it.
import { markUpCode } from '../screen/code.ts';
import { decodeEntities } from '../screen/entities.ts';
import { expandTabs, showControls } from '../screen/printable.ts';
import { lexMarkdown, type Token, type Tokens } from '../text/markdown.ts';
import { element, escapeHtml } from './html.ts';

/** The smallest depth of a heading within a step, whose own title has one less. */
const LEAST_DEPTH = 3;
const SAFE = /^(?:https?:|mailto:|#)/i;

/** The address of a lesson's page, by its number; null where there is no such lesson. */
export type FindPage = (number: number) => string | null;

/** Markdown tokens as HTML. HTML in it is left out, images show their descriptions. */
export function renderProse(tokens: readonly Token[], find: FindPage): string {
  return tokens.map((token) => renderBlock(token, find)).join('\n');
}

/** A line of Markdown as HTML, without a paragraph around it. */
export function renderLine(text: string, find: FindPage): string {
  return lexMarkdown(text)
    .map((token) => {
      if (token.type === 'paragraph') return renderInline(token.tokens ?? [], find);
      return token.type === 'list'
        ? renderNumbered(token as Tokens.List, find)
        : renderBlock(token, find);
    })
    .join('');
}

/** A line that begins with a number and a full stop is a list to Markdown, and is none here. */
function renderNumbered({ items, start, ordered }: Tokens.List, find: FindPage): string {
  const lines = items.map((item, index) => {
    const number = ordered ? `${Number(start) + index}. ` : '';
    return number + item.tokens.map((token) => renderBlock(token, find)).join('');
  });
  return lines.join(' ');
}

/** Code in its language, such as `ts`, ready to be copied; each part has a class of one letter. */
export function renderCode(code: string, language: string): string {
  const shown = code
    .split('\n')
    .map((line) => expandTabs(showControls(line)))
    .join('\n');
  const html = markUpCode(shown, language);
  const inside = html === null ? escapeHtml(shown) : shortenClasses(html);
  return element('pre', {}, element('code', {}, inside));
}

function renderBlock(token: Token, find: FindPage): string {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      return element(`h${Math.max(LEAST_DEPTH, depth)}`, {}, renderInline(tokens, find));
    }
    case 'paragraph':
      return element('p', {}, renderInline(token.tokens ?? [], find));
    case 'text':
      return renderInline(token.tokens ?? [token], find);
    case 'list':
      return renderList(token as Tokens.List, find);
    case 'blockquote':
      return element('blockquote', {}, renderProse(token.tokens ?? [], find));
    case 'code': {
      const { text, lang } = token as Tokens.Code;
      return renderCode(text, lang?.split(/\s/)[0] ?? '');
    }
    case 'table':
      return renderTable(token as Tokens.Table, find);
    case 'hr':
      return element('hr', {});
    default:
      return '';
  }
}

function renderList({ items, ordered, start }: Tokens.List, find: FindPage): string {
  const rows = items.map((item) =>
    element('li', {}, item.tokens.map((token) => renderBlock(token, find)).join('')),
  );
  const first = ordered && start !== 1 ? start : null;
  return element(ordered ? 'ol' : 'ul', { start: first || null }, ...rows);
}

function renderTable({ header, rows, align }: Tokens.Table, find: FindPage): string {
  const cell = (name: string, { tokens }: Tokens.TableCell, index: number) =>
    element(
      name,
      { scope: name === 'th' ? 'col' : null, class: align[index] ?? null },
      renderInline(tokens, find),
    );
  const row = (name: string, cells: readonly Tokens.TableCell[]) =>
    element('tr', {}, ...cells.map((each, index) => cell(name, each, index)));
  const table = element(
    'table',
    {},
    element('thead', {}, row('th', header)),
    element('tbody', {}, ...rows.map((cells) => row('td', cells))),
  );
  return element('div', { class: 'scroll' }, table);
}

function renderInline(tokens: readonly Token[], find: FindPage): string {
  return joinLines(tokens.map((token) => renderSpan(token, find)).join(''));
}

function renderSpan(token: Token, find: FindPage): string {
  const { tokens = [] } = token as { tokens?: Token[] };
  const inside = () => tokens.map((each) => renderSpan(each, find)).join('');
  switch (token.type) {
    case 'text':
    case 'escape':
      return 'tokens' in token ? inside() : linkLessons(decodeEntities(token.text), find);
    case 'strong':
    case 'em':
    case 'del':
      return element(token.type, {}, inside());
    case 'codespan':
      return element('code', {}, escapeHtml(token.text.replaceAll('\n', ' ')));
    case 'link':
      return SAFE.test(token.href)
        ? element('a', { href: token.href }, escapeHtml(token.text))
        : inside();
    case 'image':
      return escapeHtml(token.text);
    case 'br':
      return element('br', {});
    default:
      return '';
  }
}

/** `lesson 4`, `lessons 2 and 3`; `第 4 课`, `第 2、3 课`. */
const MENTION =
  /\blesson \d+|\blessons \d+(?:(?:, | and |, and | or | to )\d+)*|第 ?\d+(?:[、和到至] ?\d+)* ?课/gi;

/** Text as HTML in which each mention of a lesson leads to its page. */
function linkLessons(text: string, find: FindPage): string {
  return escapeHtml(text).replace(MENTION, (mention) => {
    const numbers = mention.match(/\d+/g) ?? [];
    const link = (number: string, content: string) => {
      const href = find(Number(number));
      return href === null ? content : element('a', { href }, content);
    };
    const [only = '', ...others] = numbers;
    if (others.length === 0) return link(only, mention);
    return mention.replace(/\d+/g, (number) => link(number, number));
  });
}

const BREAK = /[ \t]*\n[ \t]*/g;
const IDEOGRAPH = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;

/** A line break of the source is a blank; between ideographs it is nothing. */
function joinLines(html: string): string {
  return html.replace(BREAK, (whole, index: number) => {
    const before = html[index - 1] ?? '';
    const after = html[index + whole.length] ?? '';
    return IDEOGRAPH.test(before) && IDEOGRAPH.test(after) ? '' : ' ';
  });
}

/** The classes that the stylesheet knows, by highlight.js's names of them; all else looks like the text around it. */
const CLASSES: Readonly<Record<string, string>> = {
  keyword: 'k',
  literal: 'n',
  number: 'n',
  string: 's',
  regexp: 's',
  comment: 'c',
};

function shortenClasses(html: string): string {
  const open: boolean[] = [];
  return html
    .replace(/<span class="hljs-(\w+)[^"]*">|<\/span>/g, (piece, name?: string) => {
      if (name === undefined) return open.pop() ? piece : '';
      const short = CLASSES[name];
      open.push(short !== undefined);
      return short === undefined ? '' : `<span class="${short}">`;
    })
    .replaceAll('&#x27;', "'")
    .replaceAll('TODO', '<mark>TODO</mark>');
}
