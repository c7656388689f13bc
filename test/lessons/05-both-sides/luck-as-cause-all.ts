// Wrong: one run is enough to know them all.

type Mark = 'always' | 'always' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'always'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server CONNECTED', 'client DATA', 'always'],
  ['server DATA', 'client DATA', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client Connection closed', 'always'],
  ['server CLOSED', 'client Connection closed', 'always'],
];
// #endregion order

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
