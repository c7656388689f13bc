// Wraps methods on a prototype, so that every instance is seen and no listener is added.

// biome-ignore lint/suspicious/noExplicitAny: a wrapper takes whatever the method takes
type Method = (this: any, ...args: any[]) => unknown;

/**
 * Replaces `target[name]` with a method that calls `observe`, does what it did before, and calls `conclude`.
 * Errors that those two throw are dropped: a report may get lost, but the program must not be disturbed.
 */
export function wrapMethod<This extends object>(
  target: This,
  name: string | symbol,
  observe: (self: This, args: unknown[]) => void,
  conclude?: (self: This) => void,
): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  const find = findOriginal(target, name, own);
  if (typeof find() !== 'function') return;
  const wrappers: Record<string | symbol, Method> = {
    [name](this: This, ...args: unknown[]) {
      try {
        observe(this, args);
      } catch {}
      try {
        return Reflect.apply(find(), this, args);
      } finally {
        try {
          conclude?.(this);
        } catch {}
      }
    },
  };
  const wrapped = wrappers[name] as Method;
  const { name: ownName, length } = find();
  Object.defineProperty(wrapped, 'name', { value: ownName, configurable: true });
  Object.defineProperty(wrapped, 'length', { value: length, configurable: true });
  Object.defineProperty(target, name, {
    value: wrapped,
    writable: true,
    configurable: true,
    enumerable: own?.enumerable ?? false,
  });
}

/** An inherited method is looked up at each call, as without the wrapper: a program may replace it. */
function findOriginal(target: object, name: string | symbol, own: PropertyDescriptor | undefined) {
  const method = own?.value as Method;
  const parent = Object.getPrototypeOf(target) as Record<string | symbol, Method>;
  return own ? () => method : () => parent[name] as Method;
}

/** The folder of the tap, as stack traces spell it. */
const HERE = new URL('.', import.meta.url).pathname;
// These call the program's own functions, such as in `socket.on('end', socket.destroy)`.
const CALLERS = /^node:(events|internal\/timers|internal\/process\/task_queues)$/;

/** Whether the method now running was called by the program itself (`you`) or by Node (`node`). */
export function findCaller(): 'you' | 'node' {
  for (const site of readCallSites()) {
    const file = site.getFileName();
    // `Array.forEach` and the like only pass the call on.
    if (!file || file.includes(HERE)) continue;
    if (!file.startsWith('node:')) return 'you';
    // The program's `destroySoon()` calls `end()`.
    if (site.getFunctionName()?.endsWith('destroySoon')) continue;
    return CALLERS.test(file) ? 'you' : 'node';
  }
  return 'you';
}

/** Whether a function of Node's `process` with that name is running. */
export function isWithin(name: string): boolean {
  return readCallSites().some(
    (site) =>
      site.getFunctionName() === name && site.getFileName()?.startsWith('node:internal/process/'),
  );
}

function readCallSites(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 8;
    Error.prepareStackTrace = (_error, sites) => sites;
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
