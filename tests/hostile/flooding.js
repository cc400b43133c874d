// One client that sends as fast as the server reads, and comes again when it is closed.
import { setTimeout as sleep } from 'node:timers/promises';
import { RawSocket } from './websocket.js';

/**
 * Floods until the time is over.
 * @param target where to, as RawSocket.tcp takes it
 * @param how seconds; identify: what the connection of that number says it is; next: the frame of that number of that connection
 * @returns how many frames were written
 */
export async function floodAgain(target, { seconds, identify, next }) {
  const end = Date.now() + seconds * 1000;
  let sent = 0;
  for (let connection = 0; Date.now() < end; connection++) {
    const raw = await RawSocket.identified(target, identify(connection)).catch(() => null);
    if (!raw) {
      await sleep(20);
      continue;
    }

    sent += await raw.flood((end - Date.now()) / 1000, n => next(n, connection));
    raw.tcp.destroy();
  }

  return sent;
}
