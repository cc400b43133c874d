/** Whoever closes the page leaves at once: otherwise servers keep a session for a while, for a connection that was merely lost. */

/** @param comeBack The browser had kept the page, and shows it again. @returns how to stop. */
export function leaveWithThePage(leave: () => void, comeBack: () => void): () => void {
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) comeBack();
  };
  globalThis.addEventListener?.('pagehide', leave);
  globalThis.addEventListener?.('pageshow', shown);
  return () => {
    globalThis.removeEventListener?.('pagehide', leave);
    globalThis.removeEventListener?.('pageshow', shown);
  };
}
