// The age of a process: a spare that becomes a program has waited, and the program is not to know for how long.
import type { EventLoopUtilization, Performance } from 'node:perf_hooks';

type Marks = string | PerformanceMeasureOptions | null | undefined;

/** Loads what `beginAnew` needs, which takes a millisecond. */
export function loadClocks(): void {
  performance.now();
}

/**
 * Sets the clocks that tell how old the process is to zero: `process.uptime()`, `performance.now()` and its
 * `timeOrigin`, what `performance.mark()` and `measure()` read of them, and how long the event loop was busy and idle.
 * Those that tell the hour go on, and `performance.nodeTiming` stays that of the process.
 */
export function beginAnew(): void {
  const prototype = Object.getPrototypeOf(performance) as Performance;
  const age = performance.now();
  replace(process, 'uptime', (uptime) => uptime() - age / 1000);
  replace(prototype, 'now', (now) => now() - age);
  replaceGetter(prototype, 'timeOrigin', (origin) => origin + age);
  replace(prototype, 'mark', (mark, name: string, options?: PerformanceMarkOptions) =>
    mark(name, { ...options, startTime: options?.startTime ?? performance.now() }),
  );
  replace(prototype, 'measure', (measure, name: string, marks: Marks, end?: string) =>
    measure(name, ...endNow(marks, end)),
  );
  const waited = prototype.eventLoopUtilization.call(performance);
  replace(
    prototype,
    'eventLoopUtilization',
    (read, one?: EventLoopUtilization, other?: EventLoopUtilization) => {
      if (other) return read(one, other);
      const own = read(read(), waited);
      return one ? read(own, one) : own;
    },
  );
}

/** Arguments of `measure()` by which it ends now where it would by itself, on this clock. */
function endNow(marks: Marks, end: string | undefined): [Marks, string?] {
  if (end !== undefined) return [marks, end];
  if (typeof marks === 'string') return [{ start: marks, end: performance.now() }];
  const { end: given, start, duration } = marks ?? {};
  const isWhole = given !== undefined || (start !== undefined && duration !== undefined);
  return [isWhole ? marks : { ...marks, end: performance.now() }];
}

// biome-ignore lint/suspicious/noExplicitAny: it stands for methods of every kind
type Method = (...args: any[]) => any;

/** Replaces a method by one that calls it, and looks the same. */
function replace<Name extends string>(
  target: Record<Name, Method>,
  name: Name,
  method: (original: Method, ...args: Parameters<Method>) => unknown,
): void {
  const original = target[name];
  const replaced = {
    [name](this: unknown, ...args: unknown[]) {
      return method((...given) => Reflect.apply(original, this, given), ...args);
    },
  }[name] as Method;
  Object.defineProperty(replaced, 'length', { value: original.length, configurable: true });
  target[name] = replaced;
}

/** Replaces a getter likewise. */
function replaceGetter<Name extends string>(
  target: Record<Name, number>,
  name: Name,
  read: (original: number) => number,
): void {
  const original = Object.getOwnPropertyDescriptor(target, name)?.get as () => number;
  const replaced = {
    get [name](): number {
      return read(Reflect.apply(original, this, []));
    },
  };
  const { get } = Object.getOwnPropertyDescriptor(replaced, name) as { get: () => number };
  Object.defineProperty(target, name, { get });
}
