// Wrong: sees no certainty across two programs.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'either'],
  ['client CONNECTED TO', 'server DATA', 'either'],
  ['server CONNECTED', 'client DATA', 'either'],
  ['server DATA', 'client DATA', 'either'],
  ['client DATA', 'server CLOSED', 'either'],
  ['server DATA', 'client Connection closed', 'either'],
  ['server CLOSED', 'client Connection closed', 'either'],
];
// #endregion order

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
