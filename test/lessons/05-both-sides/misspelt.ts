// Wrong: the marks begin with a capital letter.

type Mark = string;
type Pair = [first: string, second: string, mark: Mark];

export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'Always'],
  ['client CONNECTED TO', 'server DATA', 'Always'],
  ['server CONNECTED', 'client DATA', 'Always'],
  ['server DATA', 'client DATA', 'Always'],
  ['client DATA', 'server CLOSED', 'Always'],
  ['server DATA', 'client Connection closed', 'Always'],
  ['server CLOSED', 'client Connection closed', 'Always'],
];

for (const [first, second, mark] of order) {
  console.log(`${mark}: ${first} → ${second}`);
}
