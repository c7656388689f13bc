// What it means that a connection was broken off, or ended too early.

/** In English. */
export const en = {
  hangUp:
    'The connection ended before the HTTP message was complete: the other side closed it, or this program destroyed the request. A server that speaks plain TCP does not answer as HTTP wants it. Node calls this ECONNRESET, even where no reset came.',
  tlsGone:
    'The server ended the connection while TLS was being set up. Perhaps it does not speak TLS, or it had an error, which its tlsClientError event tells. Node calls this ECONNRESET, even where no reset came.',
  /** Here and below, `isHeard`: a listener for 'error' would have caught it. */
  reset: (isHeard: boolean) =>
    `The other side broke the connection off instead of ending it: it was closed, or its program ended, while data was unread or still coming, or it called resetAndDestroy(). What was on its way is lost. Others do this whenever they like${heed(isHeard)}.`,
  resetByCall: (actor: string, isHeard: boolean) =>
    `The other side, ${actor}, called resetAndDestroy(), which breaks the connection off instead of ending it. What was on its way is lost. Others do this whenever they like${heed(isHeard)}.`,
  /** Its program ended with the connection open. */
  resetByEnd: (actor: string, isHeard: boolean) =>
    `The other side, ${actor}, is gone: its program ended while data was unread or still coming, so the system broke the connection off. What was on its way is lost. A program can end like that at any time${heed(isHeard)}.`,
  resetByProxy: (bytes: number, isHeard: boolean) =>
    `The proxy between the two broke the connection off after ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} of the client's, as it was told to: both sides get a reset, and what was on its way is lost. A network does this whenever it likes${heed(isHeard)}.`,
};

function heed(isHeard: boolean): string {
  return isHeard ? ", so listen for 'error' on every socket" : '';
}
