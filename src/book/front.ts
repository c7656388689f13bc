// The page that the book opens with, above its languages.
import { LANGUAGES } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { element, escapeHtml } from './html.ts';
import { CONTENTS, ICON, STYLESHEET, tagOf } from './page.ts';

/** The page as a whole document: each language in its own words. */
export function renderFront(address: string | null): string {
  const [first] = LANGUAGES;
  const parts = LANGUAGES.map((language) => {
    const say = bookMessages[language];
    const tag = tagOf(language);
    const link = element(
      'a',
      { href: `${language}/${CONTENTS}`, hreflang: tag },
      escapeHtml(say.language),
    );
    return element(
      'section',
      { lang: tag },
      element('h2', {}, escapeHtml(say.title)),
      element('p', {}, escapeHtml(say.lead)),
      element('p', { class: 'choose' }, link),
    );
  });
  const place = (file: string) => (address === null ? file : `${address}${file}`);
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, 'socket-tour'),
    element('meta', { name: 'description', content: bookMessages[first ?? 'en'].lead }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('link', { rel: 'stylesheet', href: STYLESHEET }),
    element('link', { rel: 'icon', href: ICON }),
    address === null ? '' : element('link', { rel: 'canonical', href: place('') }),
    ...LANGUAGES.map((each) =>
      element('link', {
        rel: 'alternate',
        hreflang: tagOf(each),
        href: place(`${each}/${CONTENTS}`),
      }),
    ),
  ];
  const body = element('main', { class: 'front' }, element('h1', {}, 'socket-tour'), ...parts);
  return `<!DOCTYPE html>\n${element(
    'html',
    { lang: tagOf(first ?? 'en') },
    element('head', {}, `\n${head.filter(Boolean).join('\n')}\n`),
    '\n',
    element('body', {}, body),
  )}\n`;
}
