// Tells that a program listens as soon as it reports so, before the report is in order.
import type { Open } from './trace/merge.ts';
import type { TapRecord } from './trace/record.ts';

/** Knows what a program listens on before its reports are in order. */
export interface ReadinessWatch {
  open: Open;
  /** Settles with the first address it listens on. */
  listening: Promise<string>;
  /** The first TCP address it listens on, or null. */
  readonly tcpAddress: string | null;
}

/** Opens it; `onRecord` is called with each record too. */
export function watchReadiness(open: Open, onRecord: (record: TapRecord) => void): ReadinessWatch {
  let hear: (address: string) => void = () => {};
  let tcpAddress: string | null = null;
  const listening = new Promise<string>((resolve) => {
    hear = resolve;
  });
  const take = (record: TapRecord) => {
    onRecord(record);
    if (record.kind !== 'listening') return;
    const { local = '', protocol } = record;
    if (!protocol && /:\d+$/.test(local)) tcpAddress ??= local;
    hear(local);
  };
  return {
    listening,
    get tcpAddress() {
      return tcpAddress;
    },
    open(source) {
      const channel = open(source);
      return {
        push(record) {
          channel.push(record);
          take(record);
        },
        lift: () => channel.lift(),
        hold: (isHeld) => channel.hold(isHeld),
      };
    },
  };
}
