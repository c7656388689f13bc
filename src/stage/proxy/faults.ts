// The faults that a proxy puts between clients and their server.

/** What a proxy does to what passes through it; nothing unless given. */
export interface Faults {
  /** In both directions so many bytes go on at a time, the next when those have been read. */
  readonly split?: number;
  /** What comes in one burst, until the sender falls silent or ends, goes on as one write. */
  readonly coalesce?: boolean;
  /** Everything goes on so many milliseconds later, in the same order. */
  readonly delay?: number;
  /** When so many bytes of a client have gone on, both sides are reset. */
  readonly resetAfter?: number;
  /** When so many bytes of a client have gone on, nothing does any more, in either direction. */
  readonly drop?: number;
}
