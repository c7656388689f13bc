// The faults that a proxy puts between clients and their server.

/** What a proxy does to the data that passes through it; by default nothing. */
export interface Faults {
  /** In both directions this many bytes are passed on at a time, the next when those have been read. */
  readonly split?: number;
  /** What comes in one burst, until the sender pauses or ends, is passed on as one write. */
  readonly coalesce?: boolean;
  /** Everything is passed on this many milliseconds later, in the same order. */
  readonly delay?: number;
  /** When this many bytes of a client have been passed on, both sides are reset. */
  readonly resetAfter?: number;
  /** When this many bytes of a client have been passed on, both sides stay open, and nothing is read or passed on. */
  readonly freezeAfter?: number;
  /**
   * When this many bytes of all clients together have been passed on, all connections freeze, and new ones are accepted
   * and go nowhere.
   */
  readonly dropAfter?: number;
  /** When this many bytes of a client have been passed on, nothing more is, in either direction: it is swallowed. */
  readonly drop?: number;
}
