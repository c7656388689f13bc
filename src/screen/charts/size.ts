// Byte counts as people write them.

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;
const STEP = 1024;

/** `18 bytes`, `64.0 KiB`, `60.3 MiB`. */
export function formatSize(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= STEP && unit < UNITS.length - 1) {
    amount /= STEP;
    unit += 1;
  }
  if (unit === 0) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${amount >= 100 || Number.isInteger(amount) ? amount.toFixed(0) : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** The smallest power of two that is not below `bytes`. */
export function roundUp(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
}
