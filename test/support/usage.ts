// Finds what is unused in the text of the source files: exports without an importer, messages that are never shown.
import path from 'node:path';

/** Source files by their path below the root, with slashes, without their comments. */
export type Texts = ReadonlyMap<string, string>;

const EXPORT =
  /^export\s+(?:async\s+)?(function|const|let|class|interface|type)\s+(\w+)|^export\s+(?:type\s+)?\{([^}]*)\}/gm;
const IMPORT = /^(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/gm;
const LATE = /\{([^{}]*)\}\s*=\s*await\s+import\(\s*'(\.[^']+)'/g;
// A module that is loaded as a whole, such as a command's: it can't be told here what is used of it.
const WHOLE = /(?<!await\s)\bimport\(\s*'(\.[^']+)'/g;

/**
 * The exports that no other file imports, as `file: name`. A type needs no importer where its own file uses it:
 * it is part of what that file's functions take or give.
 */
export function findUnusedExports(texts: Texts, folder: string): string[] {
  const imported = new Set<string>();
  const whole = new Set<string>();
  for (const [file, text] of texts) {
    const resolve = (specifier: string) => path.posix.join(path.posix.dirname(file), specifier);
    for (const [, names = '', specifier = ''] of [...text.matchAll(IMPORT), ...text.matchAll(LATE)])
      for (const name of listNames(names)) imported.add(`${resolve(specifier)}: ${name}`);
    for (const [, specifier = ''] of text.matchAll(WHOLE)) whole.add(resolve(specifier));
  }
  return [...texts].flatMap(([file, text]) => {
    // What a .d.ts declares is exported by the JavaScript beside it.
    if (!file.startsWith(folder) || file.endsWith('.d.ts') || whole.has(file)) return [];
    return listExports(text).flatMap(({ name, isType }) => {
      const isOwn = isType && [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1;
      return isOwn || imported.has(`${file}: ${name}`) ? [] : [`${file}: ${name}`];
    });
  });
}

function listExports(text: string): { name: string; isType: boolean }[] {
  // The text of a template is a program of its own.
  const code = text.replace(/`(?:[^`\\]|\\.)*`/g, '``');
  return [...code.matchAll(EXPORT)].flatMap(([, kind = '', name, names = '']) =>
    name === undefined
      ? listNames(names).map((each) => ({ name: each, isType: false }))
      : [{ name, isType: kind === 'interface' || kind === 'type' }],
  );
}

/** Names as they are exported: `type A, b as c` are `A` and `b`. */
function listNames(list: string): string[] {
  return list
    .split(',')
    .map(
      (each) =>
        each
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+|\s*:/)[0] as string,
    )
    .filter((name) => name !== '');
}

/** Messages of one area: texts, functions that make them, and groups of those. */
export type Messages = { readonly [name: string]: unknown };

const TAKEN_APART = /\{([^{}]*)\}(?::\s*\w+)?\s*=\s*(?:\w+Messages\[|say\.\w+\[)/g;
/** Groups whose names come from the system: codes of errors, and calls. Code never spells them out. */
const SYSTEM_NAMES = new Set(['calls', 'codes', 'reasons', 'systemRefusals', 'systemLacks']);
const STEPS = /\??\.(\w+)|\[[^\]]*\]/g;
const ANY = '*';

/**
 * The messages of an area, exported under `name`, that are never shown, by their path. A message is shown where
 * its name is read of messages (of `say`, as a rule), or where messages are read by a value and its name stands
 * somewhere in quotes, or as a key. Which area `say` is of isn't looked into: a message that has the name of a shown
 * one in another area goes unfound.
 */
export function findUnshownMessages(name: string, messages: Messages, texts: Texts): string[] {
  const reads = [...texts.values()].flatMap((text) => listReads(text, name, Object.keys(messages)));
  const code = [...texts.values()].join('\n');
  const isNamed = (each: string) => new RegExp(`'${each}'|\\b${each}:`).test(code);
  const isShown = (where: readonly string[]) =>
    reads.some((read) =>
      where.every((each, step) => read[step] === each || (read[step] === ANY && isNamed(each))),
    );
  return listPaths(messages)
    .filter((where) => !SYSTEM_NAMES.has(where.at(-2) ?? ''))
    .filter((where) => !where.some((_, from) => isShown(where.slice(from))))
    .map((where) => where.join('.'));
}

/** What is read of messages: `say.story[kind](…)` is `['story', '*']`. */
function listReads(text: string, name: string, groups: readonly string[]): string[][] {
  const whole = String.raw`\b(?:say|messages|hints)(?:\(\))?|\b(?:en|zh)|\b${name}(?:\.(?:en|zh)\b|\[[^\]]*\])`;
  const start = `(?:${whole}|(?<![.\\w])(?=(?:${groups.join('|')})\\.))`;
  const pattern = new RegExp(String.raw`${start}((?:\b\w+)?(?:\??\.\w+|\[[^\]]*\])+)`, 'g');
  const isOfArea = new RegExp(`\\b${name}\\b`).test(text);
  const chains = [...text.matchAll(pattern)]
    .map(([, chain = '']) => readChain(chain))
    .filter(([first]) => first !== ANY || isOfArea);
  const parts = [...text.matchAll(TAKEN_APART)].flatMap(([, names = '']) => listNames(names));
  return [...chains, ...parts.map((name) => [name])];
}

function readChain(chain: string): string[] {
  const steps = chain.startsWith('.') || chain.startsWith('[') ? chain : `.${chain}`;
  return [...steps.matchAll(STEPS)].map(([, step]) => step ?? ANY);
}

function listPaths(messages: Messages, above: readonly string[] = []): string[][] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? listPaths(value as Messages, [...above, name])
      : [[...above, name]],
  );
}
