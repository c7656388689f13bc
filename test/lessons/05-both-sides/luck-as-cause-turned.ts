// Wrong: has seen it the other way, always.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
export const order: Pair[] = [
  ['client CONNECTED TO', 'server CONNECTED', 'always'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server CONNECTED', 'client DATA', 'always'],
  ['server DATA', 'client DATA', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client Connection closed', 'always'],
  ['server CLOSED', 'client Connection closed', 'either'],
];
// #endregion order

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
