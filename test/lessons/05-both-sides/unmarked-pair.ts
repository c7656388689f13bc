// Wrong: a pair that was hard is gone.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'either'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server DATA', 'client DATA', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client Connection closed', 'always'],
  ['server CLOSED', 'client Connection closed', 'either'],
];
// #endregion order

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
