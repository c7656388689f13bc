// The search of the book: a field at the top of each page, and below it the places that have what was typed.

/** Texts by the page's language. */
const SEARCH_WORDS = {
  en: {
    label: 'Search',
    hint: 'Search the lessons',
    none: (query) => `Nothing here has “${query}”.`,
    found: (places, lessons) =>
      `${places} ${places === 1 ? 'place' : 'places'} in ${lessons} ${lessons === 1 ? 'page' : 'pages'}`,
    more: (places) => `${places} more`,
    failed: 'The index of the search could not be loaded.',
  },
  'zh-Hans': {
    label: '搜索',
    hint: '在全书中搜索',
    none: (query) => `没有找到“${query}”。`,
    found: (places, lessons) => `共 ${lessons} 页，${places} 处`,
    more: (places) => `还有 ${places} 处`,
    failed: '搜索的索引没能加载。',
  },
};

/** So many places of a page are shown at once; the others fold. */
const SHOWN = 3;
/** So many characters are shown before and after what was found. */
const BEFORE = 40;
const AFTER = 90;
/** A pause in typing after which it is searched, in ms. */
const TYPED_MS = 120;

const searchWords = SEARCH_WORDS[document.documentElement.lang] ?? SEARCH_WORDS.en;
const header = document.querySelector('header.top');

const style = makeElement('link', { rel: 'stylesheet', href: '../search.css' });
const field = makeElement('input', {
  type: 'search',
  name: 'q',
  placeholder: searchWords.hint,
  'aria-label': searchWords.hint,
  autocomplete: 'off',
  spellcheck: 'false',
  'aria-controls': 'found',
});
const form = makeElement('form', { class: 'search', role: 'search' }, field);
const statusLine = makeElement('p', { class: 'status', role: 'status' });
const list = makeElement('ol', { class: 'pages' });
const found = makeElement(
  'section',
  { id: 'found', 'aria-label': searchWords.label, hidden: '' },
  statusLine,
  list,
);
document.head.append(style);
header.querySelector('nav').before(form);
header.after(found);

let loading = null;
let timer;
field.addEventListener('focus', loadIndex, { once: true });
field.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(searchBook, TYPED_MS);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  searchBook();
});
for (const part of [form, found]) {
  part.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || found.hidden) return;
    event.preventDefault();
    field.value = '';
    showFound('', null);
    field.focus();
  });
}
found.addEventListener('click', (event) => {
  // Within the same page nothing is loaded that would put the results away.
  if (event.target.closest('a')) showFound('', null);
});

/** Loads the index, once. */
function loadIndex() {
  loading ??= new Promise((resolve, reject) => {
    const script = makeElement('script', { src: 'search-index.js' });
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  return loading;
}

async function searchBook() {
  const query = field.value.trim();
  if (query === '') return showFound('', null);
  try {
    await loadIndex();
  } catch {
    found.hidden = false;
    statusLine.textContent = searchWords.failed;
    return;
  }
  // What is typed meanwhile is searched by itself.
  if (field.value.trim() === query) showFound(query, findPages(query));
}

/** The pages with a query, and their places; a query's parts need not stand side by side. */
function findPages(query) {
  // Chinese quotes and commas come along with what is copied; they are searched only where there is nothing else.
  const bare = query.replace(/[，。、；：？！“”‘’（）《》「」]/g, ' ').trim() || query;
  const parts = bare.toLowerCase().match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? [];
  const strict = matchPages(parts.map(atWordStart));
  if (strict.length > 0) return strict;
  const loose = matchPages(parts.map(anywhere));
  return loose.length > 0 ? loose : matchPages(parts.flatMap(cutChinese).map(anywhere));
}

/** A pattern for a part: a Latin word from its beginning on, Chinese anywhere. */
function atWordStart(part) {
  const start = /^[\p{L}\p{N}]/u.test(part) && !/^\p{Script=Han}/u.test(part);
  return new RegExp(`${start ? '(?<![a-z0-9])' : ''}${quoteForPattern(part)}`, 'iu');
}

function anywhere(part) {
  return new RegExp(quoteForPattern(part), 'iu');
}

function quoteForPattern(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Several Chinese words without blanks between them. */
function cutChinese(part) {
  if (!/^\p{Script=Han}/u.test(part) || !Intl.Segmenter) return [part];
  const words = new Intl.Segmenter('zh', { granularity: 'word' }).segment(part);
  return [...words].map(({ segment }) => segment);
}

function matchPages(patterns) {
  const pages = globalThis.bookIndex.map(({ file, title, headings, places }) => ({
    file,
    title,
    places: places.flatMap(([anchor, heading, text]) => {
      const hits = patterns.map((pattern) => pattern.exec(text));
      if (hits.includes(null)) return [];
      return [{ anchor, heading: headings[heading], text, hits }];
    }),
  }));
  return pages.filter(({ places }) => places.length > 0);
}

function showFound(query, pages) {
  found.hidden = pages === null;
  statusLine.textContent = '';
  list.replaceChildren();
  if (pages === null) return;
  const count = pages.reduce((sum, { places }) => sum + places.length, 0);
  statusLine.textContent =
    count === 0 ? searchWords.none(query) : searchWords.found(count, pages.length);
  list.append(...pages.map(showPage));
}

function showPage({ file, title, places }) {
  const items = places.map((place) => makeElement('li', {}, showPlace(file, place)));
  const first = makeElement('ul', {}, ...items.slice(0, SHOWN));
  const rest = items.slice(SHOWN);
  const page = makeElement('li', {}, makeElement('a', { class: 'page', href: file }, title), first);
  if (rest.length > 0) {
    page.append(
      makeElement(
        'details',
        {},
        makeElement('summary', {}, searchWords.more(rest.length)),
        makeElement('ul', {}, ...rest),
      ),
    );
  }
  return page;
}

function showPlace(file, { anchor, heading, text, hits }) {
  const href = anchor === '' ? file : `${file}#${anchor}`;
  const hit = hits.reduce((one, other) => (other.index < one.index ? other : one));
  const from = Math.max(0, hit.index - BEFORE);
  const end = hit.index + hit[0].length;
  const until = Math.min(text.length, end + AFTER);
  const words = [
    from > 0 ? '… ' : '',
    text.slice(from, hit.index),
    makeElement('mark', {}, hit[0]),
    text.slice(end, until),
    until < text.length ? ' …' : '',
  ];
  const where = heading === '' ? [] : [makeElement('b', {}, heading), ' '];
  return makeElement('a', { href }, ...where, makeElement('span', {}, ...words));
}

function makeElement(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

/** A place may be in something that is folded, which not every browser opens by itself. */
function unfoldPlace() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = place?.closest('details'); fold; fold = fold.parentElement?.closest('details')) {
    fold.open = true;
  }
}
addEventListener('hashchange', unfoldPlace);
unfoldPlace();
