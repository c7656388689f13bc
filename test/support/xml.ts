// A strict reader of small XML documents: it throws where a parser would refuse them.
import assert from 'node:assert/strict';

/** An element. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  /** The text directly in it. */
  text: string;
}

// The production Char of XML 1.0.
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TOKEN = /<\?xml [^>]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#10': '\n' };

/** The document's element. Throws where the text isn't well-formed; comments and CDATA are not understood. */
export function readXml(source: string): Element {
  assert.match(source, CHARACTERS, 'only characters that XML has');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let end = 0;
  for (const token of source.matchAll(TOKEN)) {
    const [whole, closing, name = '', attributes = '', empty, text] = token;
    end += whole.length;
    const parent = open.at(-1) as Element;
    if (text !== undefined) parent.text += decode(text);
    else if (closing) assert.equal(open.pop()?.name, name, 'each end has its beginning');
    else if (name !== '') {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  assert.equal(end, source.length, `not XML: ${source.slice(end, end + 40)}`);
  assert.deepEqual(open, [root], 'all is closed');
  assert.equal(root.children.length, 1);
  return root.children[0] as Element;
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => {
    // A parser makes a blank of each of these in an attribute.
    return [name, decode(value.replace(/[\t\n\r]/g, ' '))] as const;
  });
  assert.equal(new Set(pairs.map(([name]) => name)).size, pairs.length, 'no attribute twice');
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  assert.doesNotMatch(text, /\]\]>/, 'XML forbids this in text');
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? ENTITIES[name] : undefined;
    assert.ok(character, `no entity: ${whole}`);
    return character;
  });
}
