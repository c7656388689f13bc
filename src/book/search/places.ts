// What a page says, place by place: the texts that the search looks through. Pure.

/** A place in a page that a link can lead to. */
export interface Place {
  /** The id of its element; empty for what stands before the first one. */
  anchor: string;
  /** The heading that it stands under, and the heading itself at its own place. */
  heading: string;
  text: string;
}

/** Tags, and the text between them. The book's pages are well-formed: each element is closed. */
const TOKEN = /<(\/?)([a-z][a-z0-9]*)([^>]*?)(\/?)>|([^<]+)/g;
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'link', 'meta', 'input', 'img']);
/** Elements within a line; any other one ends it. */
const INLINE: ReadonlySet<string> = new Set([
  'a',
  'abbr',
  'b',
  'code',
  'em',
  'i',
  'span',
  'strong',
]);
/** What only repeats what stands elsewhere: pictures of rows, lists of headings, and times that are links. */
const REPEATS = /^(?:svg|nav|button)$/;
const LINKS_ONLY = /\b(?:tabindex="-1"|class="other"|aria-hidden="true")/;
/** A row has an id, but is too small to be a place. */
const ROW_ID = /r\d+$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The places of a page's content, which is HTML, in their order; those without text are left out. */
export function findPlaces(content: string): Place[] {
  const reader = new Reader();
  for (const [, close, name, attributes = '', selfClosing, text] of content.matchAll(TOKEN)) {
    if (text !== undefined) reader.say(decode(text));
    else if (name === undefined) continue;
    else if (close) reader.leave(name);
    else if (selfClosing || VOID.has(name)) reader.breakLine(name);
    else reader.enter(name, attributes);
  }
  return reader.places();
}

/** An element that is open. */
interface Open {
  name: string;
  place: Lines;
  isSilent: boolean;
}

/** The lines of a place, each once: a run may have the same row hundreds of times. */
class Lines {
  readonly anchor: string;
  readonly isHeading: boolean;
  heading = '';
  readonly #lines = new Set<string>();
  #line = '';

  constructor(anchor: string, isHeading: boolean) {
    this.anchor = anchor;
    this.isHeading = isHeading;
  }

  say(text: string): void {
    this.#line += text;
  }

  end(): void {
    const line = this.#line.replace(/\s+/g, ' ').trim();
    this.#line = '';
    if (line !== '') this.#lines.add(line);
  }

  get text(): string {
    return [...this.#lines].join(' ');
  }
}

class Reader {
  readonly #all: Lines[] = [new Lines('', false)];
  readonly #open: Open[] = [{ name: '', place: this.#all[0] as Lines, isSilent: false }];

  say(text: string): void {
    if (!this.#top.isSilent) this.#top.place.say(text);
  }

  breakLine(name: string): void {
    if (!INLINE.has(name)) this.#top.place.end();
  }

  enter(name: string, attributes: string): void {
    this.breakLine(name);
    const [, id = ''] = /\bid="([^"]*)"/.exec(attributes) ?? [];
    const isSilent = this.#top.isSilent || REPEATS.test(name) || LINKS_ONLY.test(attributes);
    let { place } = this.#top;
    if (id !== '' && !ROW_ID.test(id)) {
      place = new Lines(id, /^h\d$/.test(name));
      this.#all.push(place);
    }
    this.#open.push({ name, place, isSilent });
  }

  leave(name: string): void {
    if (!INLINE.has(name)) this.#top.place.end();
    if (this.#open.length > 1 && this.#top.name === name) this.#open.pop();
  }

  places(): Place[] {
    let heading = '';
    return this.#all.flatMap((place) => {
      place.end();
      const { anchor, text, isHeading } = place;
      if (isHeading) heading = text;
      return text === '' ? [] : [{ anchor, heading, text }];
    });
  }

  get #top(): Open {
    return this.#open.at(-1) as Open;
  }
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
