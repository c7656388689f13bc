// The rules of the house (CONTRIBUTING.md, "The rooms" and "Style"), checked on the text of the source files.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { findOversize } from './sizes.ts';

/** Source files by their path below `src`, with slashes. */
export type Sources = ReadonlyMap<string, string>;

/** An import as it stands in a file. */
interface Import {
  /** The file it stands in, below `src`. */
  file: string;
  specifier: string;
  isTypeOnly: boolean;
  /** Loaded when the code that says so runs, not with the file. */
  isLate: boolean;
}

const ROOMS = ['course', 'workspace', 'stage', 'check', 'screen', 'terminal'];
const BELOW_COMMANDS = ['play', ...ROOMS, 'text'];
/** What each may import, beside itself. */
const ALLOWED: Record<string, readonly string[]> = {
  // Plain JavaScript that starts main.ts, or what was built of it.
  door: ['main', 'stage'],
  main: ['commands', 'terminal', 'text'],
  commands: ['tour', 'book', ...BELOW_COMMANDS],
  tour: BELOW_COMMANDS,
  book: BELOW_COMMANDS,
  author: ['book', ...BELOW_COMMANDS],
  play: [...ROOMS, 'text'],
  ...Object.fromEntries(ROOMS.map((room) => [room, ['text']])),
  check: ['stage', 'text'],
  text: [],
};
/** Types of the trace may be taken anywhere below the commands. */
const TRACE = 'stage/trace/trace.ts';
/** Rooms that do no input or output: of Node's modules they may use only the one that loads a package. */
const PURE = ['screen', 'text'];
const LOADER = 'node:module';
const INPUT_OUTPUT = /\bprocess\.\w|\bconsole\.\w|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(/;
const VAGUE = /(?:^|[/-])(?:utils?|helpers?|managers?|common|misc)(?:[/.-]|$)/;

/** Every breach of the rules, one line each. */
export function findBreaches(sources: Sources): string[] {
  const imports = [...sources].flatMap(([file, source]) => readImports(file, source));
  return [
    ...imports.flatMap((each) => judgeRelative(each, sources)),
    ...imports.flatMap(judgePure),
    ...judgePackages(imports),
    ...findCircles(imports),
    ...findOversize(sources),
    ...[...sources].flatMap(([file, source]) => judgeText(file, source)),
  ].sort();
}

/** The packages that the files import, by name. */
export function findPackages(sources: Sources): Set<string> {
  const imports = [...sources].flatMap(([file, source]) => readImports(file, source));
  return new Set(imports.filter(isPackage).map(({ specifier }) => nameOf(specifier)));
}

/** The packages that are loaded with a file: by itself or by what it imports, but not by what it loads later. */
export function findLoadedPackages(entry: string, sources: Sources): Set<string> {
  const [seen, packages] = [new Set<string>(), new Set<string>()];
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const each of readImports(file, sources.get(file) ?? '')) {
      if (each.isTypeOnly || each.isLate) continue;
      if (isPackage(each)) packages.add(nameOf(each.specifier));
      else visit(targetOf(each));
    }
  };
  visit(entry);
  return packages;
}

const FROM = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm;
const CALL = /\bimport(?:\.meta\.resolve)?\(\s*'([^']+)'/g;

function readImports(file: string, source: string): Import[] {
  const code = dropComments(source);
  const statements = [...code.matchAll(FROM)].map(([, type, specifier = '']) => ({
    file,
    specifier,
    isTypeOnly: type !== undefined,
    isLate: false,
  }));
  const calls = [...code.matchAll(CALL)].map(([, specifier = '']) => ({
    file,
    specifier,
    isTypeOnly: false,
    isLate: true,
  }));
  return [...statements, ...calls];
}

function judgeRelative(each: Import, sources: Sources): string[] {
  if (!isRelative(each)) return [];
  const { file, specifier, isTypeOnly } = each;
  const target = targetOf(each);
  // What was built of the sources is none of them.
  if (target.startsWith('../dist/')) return [];
  if (!sources.has(target)) return [`${file}: ${specifier} is no source file with its ending`];
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to || ALLOWED[from]?.includes(to)) return [];
  if (target === TRACE && isTypeOnly && ROOMS.includes(from)) return [];
  return [`${file}: ${from} must not import ${to} (${specifier})`];
}

function judgePure({ file, specifier }: Import): string[] {
  const isNode = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (isNode && !specifier.startsWith('node:')) return [`${file}: ${specifier} lacks node:`];
  if (!isNode || specifier === LOADER || !PURE.includes(roomOf(file))) return [];
  return [`${file}: ${roomOf(file)} does no input or output (${specifier})`];
}

function judgePackages(imports: readonly Import[]): string[] {
  const homes = new Map<string, Set<string>>();
  for (const { file, specifier } of imports.filter(isPackage)) {
    const name = nameOf(specifier);
    homes.set(name, (homes.get(name) ?? new Set()).add(file));
  }
  return [...homes].flatMap(([name, files]) =>
    files.size === 1 ? [] : [`${name} is imported by ${[...files].sort().join(' and ')}`],
  );
}

/** Every circle of files that import each other, types included; one line for each, from its first file around. */
function findCircles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const each of imports.filter(isRelative)) {
    targets.set(each.file, [...(targets.get(each.file) ?? []), targetOf(each)]);
  }
  const [done, circles] = [new Set<string>(), [] as string[]];
  const visit = (file: string, trail: readonly string[]) => {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push(`${[...trail.slice(start), file].join(' → ')}: a circle`);
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return circles;
}

function judgeText(file: string, source: string): string[] {
  const code = dropStrings(dropComments(source));
  const breaches: string[] = [];
  const [first = ''] = source.replace(/^#!.*\n/, '').split('\n');
  if (!/^\/\/ \S.*[.:]$/.test(first)) breaches.push(`${file}: its first line doesn't say its job`);
  if (VAGUE.test(file)) breaches.push(`${file}: a name that says nothing`);
  if (file !== 'main.ts' && /\bprocess\.(?:exit|reallyExit|abort)\(/.test(code)) {
    breaches.push(`${file}: only main.ts exits`);
  }
  if (roomOf(file) !== 'terminal' && /\.setRawMode\(/.test(code)) {
    breaches.push(`${file}: only the terminal knows raw mode`);
  }
  if (PURE.includes(roomOf(file)) && INPUT_OUTPUT.test(code)) {
    breaches.push(`${file}: ${roomOf(file)} does no input or output`);
  }
  return breaches;
}

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.[jt]s$/, '');
}

function isRelative({ specifier }: Import): boolean {
  return specifier.startsWith('.');
}

function targetOf({ file, specifier }: Import): string {
  return path.posix.join(path.posix.dirname(file), specifier);
}

function isPackage({ specifier }: Import): boolean {
  return !specifier.startsWith('.') && !specifier.startsWith('node:');
}

function nameOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Code without its comments; good enough for code that a formatter keeps: none begins inside of a string there. */
export function dropComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}(),])\/\/.*$/gm, '$1');
}

function dropStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "''");
}
