// Whether the tour supports a version of Node.js.

/**
 * Whether a version such as `20.20.2` is in a range of package.json's `engines`: alternatives with `||`, each
 * `^20.17.0`, `>=22.9.0` or an exact version. Anything else in a range counts as not met.
 */
export function isInRange(version: string, range: string): boolean {
  const own = readVersion(version);
  return range.split('||').some((alternative) => {
    const [, operator = '', wanted = ''] = /^(\^|>=)?([\d.]+)$/.exec(alternative.trim()) ?? [];
    if (wanted === '') return false;
    const least = readVersion(wanted);
    if (operator === '') return compare(own, least) === 0;
    if (operator === '^' && own[0] !== least[0]) return false;
    return compare(own, least) >= 0;
  });
}

function readVersion(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
