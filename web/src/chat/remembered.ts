/** What the page remembers of its user between visits: the name and the server used last, and as whom this tab was connected, and where. */

const NAME = 'gossamer.name';
const SERVER = 'gossamer.server';
const CONNECTED = 'gossamer.connected';
const NOTIFY = 'gossamer.notify';

export interface Session {
  name: string;
  server: string;
}

/** A browser may forbid all storage: then nothing is remembered. */
function tolerant<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

function readSession(kept: unknown): Session | null {
  const { name, server } = (kept ?? {}) as Partial<Session>;
  return typeof name === 'string' && typeof server === 'string' ? { name, server } : null;
}

export const remembered = {
  name: (): string => tolerant(() => localStorage.getItem(NAME) ?? '', ''),
  server: (): string => tolerant(() => localStorage.getItem(SERVER) ?? '', ''),
  /** This tab's own: a reload goes on as whom it was, whoever another tab was last; a new tab asks. */
  session: (): Session | null => tolerant(() => readSession(JSON.parse(sessionStorage.getItem(CONNECTED) ?? 'null')), null),
  notifies: (): boolean => tolerant(() => localStorage.getItem(NOTIFY) === 'yes', false),
  connected(name: string, server: string): void {
    tolerant(() => {
      localStorage.setItem(NAME, name);
      localStorage.setItem(SERVER, server);
      sessionStorage.setItem(CONNECTED, JSON.stringify({ name, server }));
    }, undefined);
  },
  disconnected: (): void => tolerant(() => sessionStorage.removeItem(CONNECTED), undefined),
  setNotifies: (on: boolean): void => tolerant(() => localStorage.setItem(NOTIFY, on ? 'yes' : 'no'), undefined),
};
