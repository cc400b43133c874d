// A socket.io-client 4 that moves: one socket, so that what it knows of its session stays, and the next server when its own is gone.
import { tear as tearEngine } from './tear.js';


/** Makes the client's next attempts go to other servers, one after the other. */
export function moveTo(client, ...servers) {
  client.socket.io.uri = servers[0].url;
  let next = 1;
  client.socket.io.on('reconnect_error', () => {
    client.socket.io.uri = servers[next++ % servers.length].url;
  });
}

/** Tears its connection without a word. */
export const tear = client => tearEngine(client.engine);
