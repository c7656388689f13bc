// Reports what a scripted peer has read, as a tap would: a proxy before it waits for that.
import type net from 'node:net';
import { readClock } from '../stage/clock.ts';
import type { Readings } from '../stage/proxy/readings.ts';

/**
 * Reports that a socket of this process has connected, or was accepted, as `connection`, and its end. Returns the
 * function to call with the bytes of each chunk that is read.
 */
export function reportPeerReadings(
  socket: net.Socket,
  kind: 'connect' | 'connection',
  connection: number,
  readings: Readings,
): (bytes: number) => void {
  const actor = 'peer';
  readings.take(actor, { t: readClock(), kind, connection });
  socket.once('close', () => readings.take(actor, { t: readClock(), kind: 'close', connection }));
  return (bytes) => readings.take(actor, { t: readClock(), kind: 'data', connection, bytes });
}
