/** Holds the state and tells who subscribed. The shape is the one `useSyncExternalStore` expects. */

import type { Action } from './action';
import { reduce } from './reduce';
import { initialState, type State } from './state';

export type Dispatch = (action: Action) => void;

export interface Store {
  getState(): State;
  dispatch: Dispatch;
  /** Calls back after each change, with what brought it about; returns how to stop it. */
  subscribe(listener: (action: Action) => void): () => void;
}

export function createStore(): Store {
  let state = initialState;
  const listeners = new Set<(action: Action) => void>();
  return {
    getState: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      listeners.forEach(listener => listener(action));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
