/** Who is there, as the list, the threads and the chosen one show it. */

import { isRoom, titleOf } from './conversation';
import { includes } from './people';
import type { State } from './state';
import { noteChanges } from './threads';

export function withPeople(state: State, people: readonly string[], at: number): State {
  return presenceOf({ ...state, people, threads: noteChanges(state.threads, state.people, people, at) });
}

/** The choice outlives the chosen one's absence: it says that they left, and that they are back. */
export function presenceOf(state: State): State {
  const { recipient } = state;
  if (recipient === null) return state;
  const here = isThere(state, recipient.key);
  if (here === (recipient.presence !== 'left')) return state;
  return { ...state, recipient: { ...recipient, presence: here ? 'returned' : 'left' } };
}

/** Whether something can be said to them now; while nobody is known, that is assumed of everybody. */
export function isThere({ people, rooms }: State, key: string): boolean {
  if (isRoom(key)) return rooms.get(titleOf(key))?.isClosed === false;
  return people === null || includes(people, key);
}
