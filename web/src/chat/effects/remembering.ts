/** Keeps in the browser what outlives the page: drafts, rooms, settings. */

import { remembered } from '../remembered';
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
    if (state.rooms !== before.rooms && state.rooms.size !== before.rooms.size) remembered.setRooms(state.me, [...state.rooms.keys()]);
  });

  function recall(me: string): void {
    const rooms = remembered.rooms(me);
    for (const [key, text] of remembered.drafts(me)) store.dispatch({ type: 'draft', key, text });
    for (const room of rooms) store.dispatch({ type: 'in room', room });
  }
}
