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

(() => {
  const language = document.documentElement.lang;
  const say = SEARCH_WORDS[language] ?? SEARCH_WORDS.en;
  const header = document.querySelector('header.top');
  const nav = header?.querySelector('nav');
  if (!nav) return;

  const style = make('link', { rel: 'stylesheet', href: '../search.css' });
  const field = make('input', {
    type: 'search',
    name: 'q',
    placeholder: say.hint,
    'aria-label': say.hint,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-controls': 'found',
  });
  const form = make('form', { class: 'search', role: 'search' }, field);
  const status = make('p', { class: 'status', role: 'status' });
  const list = make('ol', { class: 'pages' });
  const found = make('section', { id: 'found', 'aria-label': say.label, hidden: '' }, status, list);
  document.head.append(style);
  nav.before(form);
  header.after(found);

  let loading = null;
  let timer;
  field.addEventListener('focus', loadIndex, { once: true });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPED_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  for (const part of [form, found]) {
    part.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || found.hidden) return;
      event.preventDefault();
      field.value = '';
      show('', null);
      field.focus();
    });
  }
  found.addEventListener('click', (event) => {
    // Within the same page nothing is loaded that would put the results away.
    if (event.target.closest('a')) show('', null);
  });

  /** Loads the index, once. */
  function loadIndex() {
    loading ??= new Promise((resolve, reject) => {
      const script = make('script', { src: 'search-index.js' });
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    return loading;
  }

  async function search() {
    const query = field.value.trim();
    if (query === '') return show('', null);
    try {
      await loadIndex();
    } catch {
      found.hidden = false;
      status.textContent = say.failed;
      return;
    }
    // What is typed meanwhile is searched by itself.
    if (field.value.trim() === query) show(query, findPages(query));
  }

  /** The pages with a query, and their places; a query's parts need not stand side by side. */
  function findPages(query) {
    const parts = query.toLowerCase().match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? [];
    const strict = match(parts.map(atWordStart));
    if (strict.length > 0) return strict;
    const loose = match(parts.map(anywhere));
    return loose.length > 0 ? loose : match(parts.flatMap(cutChinese).map(anywhere));
  }

  /** A pattern for a part: a Latin word from its beginning on, Chinese anywhere. */
  function atWordStart(part) {
    const start = /^[\p{L}\p{N}]/u.test(part) && !/^\p{Script=Han}/u.test(part);
    return new RegExp(`${start ? '(?<![a-z0-9])' : ''}${quote(part)}`, 'iu');
  }

  function anywhere(part) {
    return new RegExp(quote(part), 'iu');
  }

  function quote(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  }

  /** Several Chinese words without blanks between them. */
  function cutChinese(part) {
    if (!/^\p{Script=Han}/u.test(part) || !Intl.Segmenter) return [part];
    const words = new Intl.Segmenter('zh', { granularity: 'word' }).segment(part);
    return [...words].map(({ segment }) => segment);
  }

  function match(patterns) {
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

  function show(query, pages) {
    found.hidden = pages === null;
    status.textContent = '';
    list.replaceChildren();
    if (pages === null) return;
    const count = pages.reduce((sum, { places }) => sum + places.length, 0);
    status.textContent = count === 0 ? say.none(query) : say.found(count, pages.length);
    list.append(...pages.map(showPage));
  }

  function showPage({ file, title, places }) {
    const items = places.map((place) => make('li', {}, showPlace(file, place)));
    const first = make('ul', {}, ...items.slice(0, SHOWN));
    const rest = items.slice(SHOWN);
    const page = make('li', {}, make('a', { class: 'page', href: file }, title), first);
    if (rest.length > 0) {
      page.append(
        make('details', {}, make('summary', {}, say.more(rest.length)), make('ul', {}, ...rest)),
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
      make('mark', {}, hit[0]),
      text.slice(end, until),
      until < text.length ? ' …' : '',
    ];
    const where = heading === '' ? [] : [make('b', {}, heading), ' '];
    return make('a', { href }, ...where, make('span', {}, ...words));
  }

  function make(name, attributes, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  }

  /** A place may be in something that is folded. */
  function unfold() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (
      let fold = place?.closest('details');
      fold;
      fold = fold.parentElement?.closest('details')
    ) {
      fold.open = true;
    }
  }
  addEventListener('hashchange', unfold);
  unfold();
})();
