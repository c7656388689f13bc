// Wrong: a table that is not printed.

type Mark = 'always' | 'always' | '?';
type Pair = [first: string, second: string, mark: Mark];

export const order: Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO', 'always'],
  ['client CONNECTED TO', 'server DATA', 'always'],
  ['server CONNECTED', 'client DATA', 'always'],
  ['server DATA', 'client DATA', 'always'],
  ['client DATA', 'server CLOSED', 'always'],
  ['server DATA', 'client Connection closed', 'always'],
  ['server CLOSED', 'client Connection closed', 'always'],
];
