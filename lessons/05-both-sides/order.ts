// What is certain about the log, and what is luck.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
// TODO: replace each '?' with 'always' if the first line
// stands above the second in every run, else 'either'.
export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', '?'],
  ['client CONNECTED TO', 'server DATA', '?'],
  ['server CONNECTED', 'client DATA', '?'],
  ['server DATA', 'client DATA', '?'],
  ['client DATA', 'server CLOSED', '?'],
  ['server DATA', 'client Connection closed', '?'],
  ['server CLOSED', 'client Connection closed', '?'],
];
// #endregion order

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
