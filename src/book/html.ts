// HTML as text: elements with their attributes, everything escaped.

/** Attributes by their names; those that are null or false are left out; true has no value. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

const VOID = new Set(['hr', 'br', 'link', 'meta']);

/** An element; `content` is HTML. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const open = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null || value === false) return [];
    return value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
  });
  if (VOID.has(name)) return `<${name}${open.join('')}>`;
  return `<${name}${open.join('')}>${content.join('')}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as HTML, in an element or in an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

/** What folds: closed unless `isOpen`; `summary` and `content` are HTML. */
export function fold(look: string, summary: string, content: string, isOpen = false): string {
  const line = element('summary', {}, summary);
  return element('details', { class: look, open: isOpen }, line, content);
}
