// The same pairs, from the last to the first.
type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

export const order: Pair[] = [
  ['server CLOSED', 'client Connection closed', 'either'],
  ['server DATA', 'client Connection closed', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client DATA', 'always'],
  ['server CONNECTED', 'client DATA', 'always'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server CONNECTED', 'client CONNECTED TO', 'either'],
];

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
