// The languages of the tour, and the type of a text in all of them.

/** A language the tour speaks. */
export type Language = 'en' | 'zh';

/** Every language, the fallback first. */
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** Something that exists in each language; a missing translation is a type error. */
export type Bilingual<T = string> = Readonly<Record<Language, T>>;

/** The language a tag such as `zh`, `zh_CN.UTF-8` or `en-GB` names, or null. */
export function parseLanguage(tag: string | undefined): Language | null {
  const name = tag?.toLowerCase().split(/[-_.@]/)[0];
  return LANGUAGES.find((language) => language === name) ?? null;
}

/** The language of the POSIX locale: `LC_ALL`, then `LC_MESSAGES`, then `LANG`; English where none says. */
export function languageFromLocale(environment: NodeJS.ProcessEnv): Language {
  // The first one that is set decides, even when it names a language the tour lacks (POSIX, 8.2).
  const tag = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG;
  return parseLanguage(tag) ?? 'en';
}
