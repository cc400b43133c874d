/** What the page remembers of its user between visits: the name and the server, and whether this tab was connected. */

const NAME = 'gossamer.name';
const SERVER = 'gossamer.server';
const CONNECTED = 'gossamer.connected';
const NOTIFY = 'gossamer.notify';

/** A browser may forbid all storage: then nothing is remembered. */
function tolerant<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

export const remembered = {
  name: (): string => tolerant(() => localStorage.getItem(NAME) ?? '', ''),
  server: (): string => tolerant(() => localStorage.getItem(SERVER) ?? '', ''),
  /** A reload goes on where it was; a new tab asks. */
  wasConnected: (): boolean => tolerant(() => sessionStorage.getItem(CONNECTED) !== null, false),
  notifies: (): boolean => tolerant(() => localStorage.getItem(NOTIFY) === 'yes', false),
  connected(name: string, server: string): void {
    tolerant(() => {
      localStorage.setItem(NAME, name);
      localStorage.setItem(SERVER, server);
      sessionStorage.setItem(CONNECTED, 'yes');
    }, undefined);
  },
  disconnected: (): void => tolerant(() => sessionStorage.removeItem(CONNECTED), undefined),
  setNotifies: (on: boolean): void => tolerant(() => localStorage.setItem(NOTIFY, on ? 'yes' : 'no'), undefined),
};
