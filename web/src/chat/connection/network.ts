/** The device's own network: what it says of itself is heard at once, long before a connection notices. */

/** @returns how to stop. */
export function hearNetwork(onLost: () => void, onBack: () => void): () => void {
  globalThis.addEventListener?.('offline', onLost);
  globalThis.addEventListener?.('online', onBack);
  return () => {
    globalThis.removeEventListener?.('offline', onLost);
    globalThis.removeEventListener?.('online', onBack);
  };
}
