// A socket.io-client 4 that moves: one socket, so that what it knows of its session stays, and the next server when its own is gone.


/** Makes the client's next attempts go to other servers, one after the other. */
export function moveTo(client, ...servers) {
  client.socket.io.uri = servers[0].url;
  let next = 1;
  client.socket.io.on('reconnect_error', () => {
    client.socket.io.uri = servers[next++ % servers.length].url;
  });
}

/** Tears the connection without a word, as a lost network does. */
export function tear(client) {
  const { engine } = client;
  if (engine.transport.name === 'websocket') engine.transport.ws._socket.destroy();
  else engine.close();
}

