// More connections than the server may have open files.
import { RawSocket } from '../websocket.js';

export const what = 'more connections than the server may open files';
export const openFiles = 600;
export const connections = () => openFiles;

export async function attack({ target, seconds }) {
  const open = [];
  for (let n = 0; n < 2 * openFiles; n++) open.push(RawSocket.tcp(target).catch(() => null));
  const connected = (await Promise.race([Promise.all(open), new Promise(resolve => setTimeout(resolve, 1000, []))])).filter(Boolean);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000 - 1000));
  connected.forEach(raw => raw.tcp.destroy());
  return { connected: connected.length };
}
