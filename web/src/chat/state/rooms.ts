/** The rooms of this user, and who is in them. */

import { roomKey } from './conversation';
import { apply } from './people';
import type { Action } from './action';
import type { Room, State } from './state';
import { threadOf } from './threads';

const UNKNOWN: Room = { members: null, isClosed: false };

/** Its thread is there from then on, though nothing is said yet. */
export function withRoom(state: State, room: string): State {
  const known = state.rooms.get(room);
  if (known !== undefined && !known.isClosed && state.threads.has(roomKey(room))) return state;
  const key = roomKey(room);
  const threads = state.threads.has(key) ? state.threads : new Map(state.threads).set(key, threadOf(state.threads, key));
  return { ...set(state, room, known === undefined || known.isClosed ? UNKNOWN : known), threads };
}

export function withMembers(state: State, { room, list, joined = [], left = [] }: Extract<Action, { type: 'members' }>): State {
  const known = state.rooms.get(room);
  if (known === undefined) return state;
  const members = list ?? (known.members === null ? null : apply(known.members, joined, left));
  return set(state, room, { ...known, members });
}

/** Closed: it stays on the list, as a room where nothing can be said. Left: it is no room of the user's any more. */
export function withoutRoom(state: State, room: string, isClosed: boolean): State {
  if (!state.rooms.has(room)) return state;
  if (isClosed) return set(state, room, { members: [], isClosed });
  const rooms = new Map(state.rooms);
  rooms.delete(room);
  return { ...state, rooms };
}

/** Who is there is not known while there is no connection. */
export function withUnknownMembers(rooms: State['rooms']): State['rooms'] {
  return new Map([...rooms].map(([room, known]) => [room, { ...known, members: null }]));
}

const set = (state: State, room: string, next: Room): State => ({ ...state, rooms: new Map(state.rooms).set(room, next) });
