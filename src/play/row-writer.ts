// Writes rows to an output in batches, and no faster than they are read.
import type { View } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Output } from '../terminal/output.ts';

/** Writes a view's rows to an output. */
export interface RowWriter {
  /** Draws an event. */
  add(event: TraceEvent): void;
  /** Writes what is drawn and waits until it is taken. */
  drained(): Promise<void>;
}

/**
 * Opens a writer of rows to `output`. While the reader takes no more, `onFull(true)` asks for the programs to be held
 * back, `onFull(false)` lets them go on.
 */
export function openRowWriter(
  view: View,
  output: Output,
  onFull: (isFull: boolean) => void,
): RowWriter {
  let batch: string[] = [];
  let scheduled = false;
  let isFull = false;

  function flush(): void {
    scheduled = false;
    batch.push(...(view.flush?.() ?? []));
    if (batch.length === 0) return;
    const text = `${batch.join('\n')}\n`;
    batch = [];
    if (output.write(text) || isFull) return;
    isFull = true;
    onFull(true);
    void output.drained().then(() => {
      isFull = false;
      onFull(false);
    });
  }

  return {
    add(event) {
      for (const line of view.row(event)) batch.push(line);
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    async drained() {
      flush();
      await output.drained();
    },
  };
}
