// Sees what an emitter emits, also where the program has put an `emit` of its own before Node's.
import { wrapMethod } from './wrap.ts';

type Emitter = { emit: unknown };
type Observe = (self: never, args: unknown[]) => void;

// The program may replace it.
const { nextTick } = process;

/** Whose events are seen, by prototype. */
const observers: { prototype: Emitter; observe: Observe }[] = [];
/** Each method `emit` that is wrapped. */
const wrapped = new WeakSet<object>();
/** What is being emitted by methods of the program's, innermost last: each passes the same on to the next, down to Node's. */
const running: { self: object; event: unknown; first: unknown }[] = [];

/** Calls `observe` before each event of all emitters that have that prototype. */
export function tapEmit<This extends Emitter>(
  prototype: This,
  observe: (self: This, args: unknown[]) => void,
): void {
  observers.push({ prototype, observe });
  wrapMethod(prototype, 'emit', (self: This, args) => {
    if (running.length === 0 || !isRunning(self, args)) observe(self, args);
  });
  wrapped.add(prototype.emit as object);
}

/**
 * Sees the emitter's events where they happen: in the `emit` of its class, or of its own, if it has one. Returns after
 * a comparison where it has none.
 */
export function follow(self: Emitter): void {
  if (typeof self.emit !== 'function' || wrapped.has(self.emit)) return;
  const observe = observers.find(({ prototype }) =>
    Object.prototype.isPrototypeOf.call(prototype, self),
  )?.observe;
  if (!observe) return;
  let owner = self;
  while (!Object.hasOwn(owner, 'emit')) owner = Object.getPrototypeOf(owner);
  const observeOnce = (emitter: Emitter, args: unknown[]) => {
    const isNew = !isRunning(emitter, args);
    running.push({ self: emitter, event: args[0], first: args[1] });
    if (isNew) observe(emitter as never, args);
  };
  wrapMethod(owner, 'emit', observeOnce, () => running.pop());
  wrapped.add(owner.emit as object);
}

/** The same, once the program's turn is over, in which it may give the emitter a method; before anything is emitted. */
export function followSoon(self: Emitter): void {
  nextTick(() => {
    try {
      follow(self);
    } catch {
      // What is frozen is seen in Node's own method.
    }
  });
}

function isRunning(self: object, [event, first]: unknown[]): boolean {
  return running.some((one) => one.self === self && one.event === event && one.first === first);
}
