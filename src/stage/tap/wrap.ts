// Methods wrapped on a prototype, so that every instance is seen and no listener is added.

// biome-ignore lint/suspicious/noExplicitAny: a wrapper takes whatever the method takes
type Method = (this: any, ...args: any[]) => unknown;

/**
 * Replaces `prototype[name]` with a method that calls `observe` and then does what it did before.
 * What `observe` throws is dropped: a report may be lost, the program may not be disturbed.
 */
export function wrapMethod<This extends object>(
  prototype: This,
  name: string,
  observe: (self: This, args: unknown[]) => void,
): void {
  const original = (prototype as Record<string, unknown>)[name] as Method | undefined;
  if (typeof original !== 'function') return;
  const wrapped = {
    [name](this: This, ...args: unknown[]) {
      try {
        observe(this, args);
      } catch {}
      return Reflect.apply(original, this, args);
    },
  }[name] as Method;
  Object.defineProperty(wrapped, 'length', { value: original.length, configurable: true });
  Object.defineProperty(prototype, name, {
    value: wrapped,
    writable: true,
    configurable: true,
    enumerable: Object.getOwnPropertyDescriptor(prototype, name)?.enumerable ?? false,
  });
}

/** Whether the method now running was called by the program itself (`you`) or by Node (`node`). */
export function findCaller(): 'you' | 'node' {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 8;
    Error.prepareStackTrace = (_error, sites) => sites;
    const sites = new Error().stack as unknown as NodeJS.CallSite[];
    const outside = sites.find((site) => !site.getFileName()?.includes(HERE));
    const file = outside?.getFileName() ?? 'node:';
    return file.startsWith('node:') ? 'node' : 'you';
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The folder of the tap, as it stands in stack traces. */
const HERE = new URL('.', import.meta.url).pathname;
