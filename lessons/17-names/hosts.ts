// A book of names, where others ask DNS.
const BOOK =
  process.env.HOSTS ?? 'shop=::1,127.0.0.1;stall=::1';

// #region find
/** The addresses of a name; none if it is unknown. */
export function findAddresses(name: string): string[] {
  for (const entry of BOOK.split(';')) {
    const [known, list = ''] = entry.split('=');
    if (known === name) return list.split(',');
  }
  return [];
}
// #endregion find
