// Luck has no direction: its pairs may be turned.
type Pair = [first: string, second: string, mark: string];

const always = 'always';
const either = 'either';

export const order: Pair[] = [
  ['client CONNECTED TO', 'server CONNECTED', either],
  ['client CONNECTED TO', 'server DATA', always],
  ['server CONNECTED', 'client DATA', always],
  ['server DATA', 'client DATA', always],
  ['client DATA', 'server CLOSED', always],
  ['server DATA', 'client Connection closed', always],
  ['client Connection closed', 'server CLOSED', either],
];

for (const pair of order) {
  console.log(`${pair[2]}: ${pair[0]} → ${pair[1]}`);
}
