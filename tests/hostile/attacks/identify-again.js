// Many users are there, and eight clients ask for the list again and again: a few bytes in, the whole list out.
import { PollingUsers } from '../polling.js';
import { RawSocket, frame } from '../websocket.js';

export const what = 'eight clients that change how they want the list four times a second, among 20,000 users';
export const users = 20_000;

/** The users, from addresses of their own. They are honest. */
export async function prepare({ target, scale }) {
  const count = users * scale;
  let made = 0;
  const end = Date.now() + 35_000;
  await Promise.all(Array.from({ length: 8 }, async (_, lane) => {
    const polling = new PollingUsers({ ...target, from: `127.0.1.${lane + 1}` }, 4);
    for (let n = lane; n < count && Date.now() < end; n += 8) if (await polling.make(`user ${String(n).padStart(5, '0')}`)) made++;
    polling.end();
  }));
  return { made };
}

export async function attack({ target, seconds }) {
  let sent = 0;
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: 8 }, async (_, client) => {
    while (Date.now() < end) {
      const raw = await RawSocket.identified(target, `Mallory ${client}`).catch(() => null);
      for (let n = 0; raw && !raw.isClosed && Date.now() < end; n++) {
        raw.tcp.write(frame(`42${JSON.stringify(['identify', { user: `Mallory ${client}`, presence: n % 2 ? 'list' : 'changes' }])}`));
        sent++;
        await new Promise(resolve => setTimeout(resolve, 250));
      }

      raw?.tcp.destroy();
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }));
  return { sent };
}
