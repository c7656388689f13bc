// A visitor who breaks the connection off, and which mistake makes others suffer for it.
import net from 'node:net';
import {
  type Peer,
  type ProgramUnderCheck,
  readListening,
  type TapRecord,
  type Tools,
} from '../../src/check/kit.ts';
import { CLAIM } from './check-row.ts';

/** How long the line of a program that listens may take, in ms. */
const CLAIM_MS = 1000;
const NOTICED = { en: 'it listens, and says so', zh: '它在监听，也打印了那一行' };
const STAYS = { en: 'it listens on, for those who come next', zh: '它继续监听，等着下一个客户端' };
const HEARD = { en: 'a listener for the socket’s `error`', zh: '套接字的 `error` 有监听器' };
const UNHEARD = {
  en: 'no listener; the error was thrown, and caught as an `uncaughtException`',
  zh: '没有监听器；错误被抛了出来，落到 `uncaughtException` 里',
};

/** A guest who stays, a visitor who resets the connection, and the guest and a newcomer after that. */
export async function receive({ phase, server, connect, assume, demand, tell, watch }: Tools) {
  let isReset = false;
  let isAlone = true;
  let isUncaught = false;
  let hasClosed = false;
  const visit = await phase('reset', async () => {
    const program = await server();
    /** Resets a client's connection; whether a listener heard of it. */
    const resetBy = async (peer: Peer) => {
      const isOf = (record: TapRecord, ...kinds: string[]) =>
        record.connection === peer.connection && kinds.includes(record.kind);
      // Before that, nothing in the program can break.
      await program.until({ en: 'the server accepts', zh: '服务端接受连接' }, (record) =>
        isOf(record, 'connection'),
      );
      peer.reset();
      const gone = await program.until({ en: 'the server notices', zh: '服务端发觉' }, (record) =>
        isOf(record, 'error', 'close'),
      );
      assume(gone.kind === 'error' && gone.code === 'ECONNRESET', {
        en: 'the reset did not arrive as one',
        zh: '发的是重置，到的时候却不是重置',
      });
      return gone.isUnheard !== true;
    };
    // Who looks whether the port is free with a server of its own isn't there yet.
    const isClaim = ({ text }: { text?: string }) => text?.startsWith(CLAIM) === true;
    await program.until(NOTICED, isClaim, { ms: CLAIM_MS }).catch(() => null);
    tell({ en: 'this one is a guest who stays', zh: '先来一个留着不走的客户端' });
    const guest = await connect();
    await say(guest, 'one');
    await say(guest, 'two');
    tell({ en: 'this one leaves badly', zh: '再来一个不辞而别的客户端' });
    const rude = await connect();
    isAlone = false;
    await say(rude, 'three');
    isReset = true;
    const isHeard = [await resetBy(rude)];
    tell({ en: 'the guest goes on', zh: '先来的客户端接着发' });
    await say(guest, 'four');
    hasClosed = readListening(program).length === 0 || (await isRefused(program, watch));
    demand(!hasClosed, STAYS, { en: 'it has stopped listening', zh: '它不再监听了' });
    const newcomer = await connect();
    await say(newcomer, 'five');
    tell({ en: 'this one leaves before it has said a word', zh: '还有一个，一句话没说就走了' });
    isHeard.push(await resetBy(await connect()));
    await say(guest, 'six');
    isUncaught = isHeard.includes(false);
    demand(!isUncaught, HEARD, UNHEARD);
  });
  if (isReset && visit.exit) return 'one-kills-all';
  if (hasClosed) return 'closes-server';
  if (isUncaught) return 'uncaught';
  // Not a word was cut off: nobody but the guest was there, and nothing had gone wrong yet.
  if (isAlone && visit.got !== '' && !visit.exit) return 'other-answer';
  const isWaiting = !isReset && !isAlone && visit.got === '' && !visit.exit;
  return isWaiting && !visit.isOk ? 'one-at-a-time' : null;
}

/** Whether a server that listened no longer lets anybody in. */
async function isRefused({ port }: ProgramUnderCheck, watch: Tools['watch']): Promise<boolean> {
  const socket = watch(net.connect({ port: port ?? 0, host: '127.0.0.1' }), `127.0.0.1:${port}`);
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return !isIn;
}

async function say(
  peer: { write(bytes: string): Promise<void>; expect(bytes: string): Promise<void> },
  word: string,
): Promise<void> {
  await peer.write(word);
  await peer.expect(`You said "${word.toUpperCase()}"`);
}
