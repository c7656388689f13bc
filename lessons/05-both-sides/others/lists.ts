// One list for each mark, joined at the end.
type Mark = 'always' | 'either';
type Pair = [first: string, second: string, mark: Mark];

const certain = [
  ['client CONNECTED TO', 'server DATA'],
  ['server CONNECTED', 'client DATA'],
  ['server DATA', 'client DATA'],
  ['client DATA', 'server CLOSED'],
  ['server DATA', 'client Connection closed'],
] as const;

const luck = [
  ['server CONNECTED', 'client CONNECTED TO'],
  ['server CLOSED', 'client Connection closed'],
] as const;

export const order: Pair[] = [
  ...certain.map(([a, b]): Pair => [a, b, 'always']),
  ...luck.map(([a, b]): Pair => [a, b, 'either']),
];

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
