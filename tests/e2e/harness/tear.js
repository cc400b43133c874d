/** Tears a client's connection without a word, as a lost network does. */
export function tear(engine) {
  if (engine?.transport?.name === 'websocket') engine.transport.ws?._socket?.destroy();
  else engine?.close();
}
