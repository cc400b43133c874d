/** Keeps in the browser what outlives the page: drafts, rooms, settings. */

import { remembered } from '../remembered';
import type { State } from '../state/state';
import type { Store } from '../state/store';

export function remember(store: Store): () => void {
  let last = store.getState();
  store.dispatch({ type: 'settings', settings: remembered.settings() });
  return store.subscribe(({ type }) => {
    const state = store.getState();
    const before = last;
    last = state;
    if (state.me !== null && type === 'user') return recall(state.me);
    if (state.me === null || state.me !== before.me) return;
    if (state.drafts !== before.drafts) remembered.setDrafts(state.me, state.drafts);
    if (state.settings !== before.settings) remembered.setSettings(state.settings);
    if (type === 'in room' || type === 'out of room') rememberRooms(state.me, before.rooms, state.rooms);
  });

  /** What other tabs have joined or left stays as they have it. */
  function rememberRooms(me: string, before: State['rooms'], after: State['rooms']): void {
    const kept = remembered.rooms(me).filter(room => after.has(room) || !before.has(room));
    remembered.setRooms(me, [...new Set([...kept, ...[...after.keys()].filter(room => !before.has(room))])]);
  }

  function recall(me: string): void {
    const rooms = remembered.rooms(me);
    for (const [key, text] of remembered.drafts(me)) store.dispatch({ type: 'draft', key, text });
    for (const room of rooms) store.dispatch({ type: 'in room', room });
  }
}
