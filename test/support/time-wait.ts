// Runs that end in TIME-WAIT, as nearly all do.

/** How often a run is tried: that none of them ends in TIME-WAIT is no chance any more. */
const TRIES = 3;

/**
 * What `play` gives, played again where that has no TIME-WAIT. Linux itself may end one at once (1 of 3,000 with both
 * processors busy): the FIN that answers a FIN overtakes the ACK before it, which came by the other processor. TIME-WAIT
 * answers the late ACK, and the other end, which is closed by then, resets it (RFC 1337).
 */
export async function playToTimeWait<T>(
  play: () => Promise<T>,
  hasTimeWait: (played: T) => boolean = (played) => JSON.stringify(played).includes('TIME-WAIT'),
): Promise<T> {
  let played = await play();
  for (let left = TRIES - 1; left > 0 && !hasTimeWait(played); left -= 1) played = await play();
  return played;
}
