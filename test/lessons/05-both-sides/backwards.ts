// Wrong: sees an order, and takes it for the other.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

// #region order
export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'either'],
  ['server DATA', 'client CONNECTED TO', 'always'],
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
