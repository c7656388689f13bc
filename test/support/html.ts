// A strict reader of the book's pages: it throws where an element isn't closed, or an attribute has no quotes.
import assert from 'node:assert/strict';

/** An element. */
export interface HtmlElement {
  name: string;
  /** Those without a value are empty. */
  attributes: Readonly<Record<string, string>>;
  children: (HtmlElement | string)[];
}

const VOID = new Set(['meta', 'link', 'br', 'hr']);
const TOKEN =
  /<!DOCTYPE html>|<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<]*")?)*) ?(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The page's `<html>`. */
export function readHtml(source: string): HtmlElement {
  const root: HtmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let end = 0;
  for (const token of source.matchAll(TOKEN)) {
    const [whole, closing, name = '', attributes = '', empty, text] = token;
    end += whole.length;
    const parent = open.at(-1) as HtmlElement;
    if (text !== undefined) parent.children.push(decode(text));
    else if (closing) assert.equal(open.pop()?.name, name, 'each end has its beginning');
    else if (name !== '') {
      const element = { name, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (!empty && !VOID.has(name)) open.push(element);
    }
  }
  assert.equal(end, source.length, `not HTML: ${source.slice(end, end + 60)}`);
  assert.deepEqual(open, [root], 'all is closed');
  const [html] = listElements(root);
  assert.ok(html);
  return html;
}

/** The elements within another one, in the order of their beginnings. */
export function listElements(element: HtmlElement): HtmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [child, ...listElements(child)],
  );
}

/** Those of a name, or with a class. */
export function findElements(element: HtmlElement, name: string, look?: string): HtmlElement[] {
  return listElements(element).filter(
    (each) => each.name === name && (look === undefined || hasClass(each, look)),
  );
}

/** Whether an element has a class. */
export function hasClass({ attributes }: HtmlElement, look: string): boolean {
  return (attributes.class ?? '').split(' ').includes(look);
}

/** The text of an element, with the numbers of its lists. */
export function textOf(element: HtmlElement): string {
  const first = Number(element.attributes.start ?? 1);
  let count = -1;
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      count += 1;
      const lead = element.name === 'ol' && child.name === 'li' ? `${first + count}. ` : '';
      return lead + textOf(child);
    })
    .join('');
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [name, decode(value)] as const,
  );
  assert.equal(new Set(pairs.map(([name]) => name)).size, pairs.length, 'no attribute twice');
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const character = name.endsWith(';') ? ENTITIES[name.slice(0, -1)] : undefined;
    assert.ok(character, `no entity: ${whole}`);
    return character;
  });
}
