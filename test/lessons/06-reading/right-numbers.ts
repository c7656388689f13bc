// Right: the numbers, as this Node prints them.

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark:
    process.platform === 'win32' ||
    Number(process.versions.node.split('.')[0]) < 22
      ? 16384
      : 65536,
  closeArgument: 'boolean',
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}
