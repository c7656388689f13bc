// Whether the tour supports a version of Node.js.

/**
 * Whether a version such as `20.20.2` is in a range of package.json's `engines`: alternatives with `||`, each
 * `^20.17.0`, `>=22.9.0` or an exact version. Anything else in a range counts as not met.
 */
export function isInRange(version: string, range: string): boolean {
  return range.split('||').some((alternative) => {
    const [, operator = '', wanted = ''] = /^(\^|>=)?([\d.]+)$/.exec(alternative.trim()) ?? [];
    if (wanted === '') return false;
    const order = version.localeCompare(wanted, 'en', { numeric: true });
    if (operator === '') return order === 0;
    return (
      order >= 0 &&
      (operator === '>=' || Number.parseInt(version, 10) === Number.parseInt(wanted, 10))
    );
  });
}
