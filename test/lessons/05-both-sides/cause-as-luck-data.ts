// Wrong: one pair that cause forces is marked as luck.

type Mark = 'always' | 'either' | '?';
type Pair = [first: string, second: string, mark: Mark];

export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'either'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server CONNECTED', 'client DATA', 'either'],
  ['server DATA', 'client DATA', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client Connection closed', 'always'],
  ['server CLOSED', 'client Connection closed', 'either'],
];

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
