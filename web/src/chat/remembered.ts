/**
 * What the page remembers of its user between visits: the name and the server used last, settings, rooms, and as whom this tab was
 * connected.
 */

import { readSettings, type Settings } from './state/settings';

const NAME = 'gossamer.name';
const SERVER = 'gossamer.server';
const CONNECTED = 'gossamer.connected';
const NOTIFY = 'gossamer.notify';
const SETTINGS = 'gossamer.settings';
const ROOMS = 'gossamer.rooms ';
const DRAFTS = 'gossamer.drafts ';
const TOKEN = 'gossamer.token';

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

const readStrings = (kept: unknown): string[] =>
    (Array.isArray(kept) ? kept.filter((text): text is string => typeof text === 'string') : []);

function readDrafts(kept: unknown): [key: string, text: string][] {
  return Array.isArray(kept) ? kept.filter((entry): entry is [string, string] => readStrings(entry).length === 2) : [];
}

const get = (storage: () => Storage, key: string): unknown => tolerant(() => JSON.parse(storage().getItem(key) ?? 'null') as unknown, null);
const set = (storage: () => Storage, key: string, value: unknown): void =>
    tolerant(() => storage().setItem(key, JSON.stringify(value)), undefined);

// Found out only when they are used: a browser that forbids them throws then.
const local = (): Storage => localStorage;
const session = (): Storage => sessionStorage;

export const remembered = {
  name: (): string => tolerant(() => localStorage.getItem(NAME) ?? '', ''),
  server: (): string => tolerant(() => localStorage.getItem(SERVER) ?? '', ''),
  /** This tab's own: a reload goes on as whom it was, whoever another tab was last; a new tab asks. */
  session: (): Session | null => readSession(get(session, CONNECTED)),
  notifies: (): boolean => tolerant(() => localStorage.getItem(NOTIFY) === 'yes', false),
  connected(name: string, server: string): void {
    tolerant(() => {
      localStorage.setItem(NAME, name);
      localStorage.setItem(SERVER, server);
    }, undefined);
    set(session, CONNECTED, { name, server });
  },
  disconnected: (): void => tolerant(() => {
    sessionStorage.removeItem(CONNECTED);
    sessionStorage.removeItem(TOKEN);
  }, undefined),
  setNotifies: (on: boolean): void => tolerant(() => localStorage.setItem(NOTIFY, on ? 'yes' : 'no'), undefined),
  settings: (): Settings => readSettings(get(local, SETTINGS)),
  setSettings: (settings: Settings): void => set(local, SETTINGS, settings),
  /** The rooms to be in again. */
  rooms: (me: string): string[] => readStrings(get(local, ROOMS + me)),
  setRooms: (me: string, rooms: readonly string[]): void => set(local, ROOMS + me, rooms),
  /** This tab's own. */
  drafts: (me: string): [key: string, text: string][] => readDrafts(get(session, DRAFTS + me)),
  setDrafts: (me: string, drafts: ReadonlyMap<string, string>): void => set(session, DRAFTS + me, [...drafts]),
  /** This tab's own, gone with it. */
  token: (): string | null => tolerant(() => sessionStorage.getItem(TOKEN), null),
  setToken: (token: string): void => tolerant(() => sessionStorage.setItem(TOKEN, token), undefined),
};
