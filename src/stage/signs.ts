// The first signs of what a program is: that it listens, or asks for a connection.
import type { TapRecord } from './trace/record.ts';

/** What is awaited of one program, as soon as its tap reports it: before that is in order in the trace. */
export interface Signs {
  take(record: TapRecord): void;
  /** Settles with the first address on which it listens; maybe never. */
  readonly listening: Promise<string>;
  /** Settles when it asks for a connection for the first time; maybe never. */
  readonly connecting: Promise<void>;
  /** Settles with the first thing that it does or prints; maybe never. */
  readonly stirring: Promise<void>;
}

/** Begins to look for signs. */
export function openSigns(): Signs {
  let listen: (address: string) => void = () => {};
  let ask = () => {};
  let stir = () => {};
  const listening = new Promise<string>((resolve) => {
    listen = resolve;
  });
  const connecting = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const stirring = new Promise<void>((resolve) => {
    stir = resolve;
  });
  return {
    take({ kind, local = '' }) {
      if (kind !== 'start') stir();
      if (kind === 'listening') listen(local);
      else if (kind === 'connecting') ask();
    },
    listening,
    connecting,
    stirring,
  };
}
