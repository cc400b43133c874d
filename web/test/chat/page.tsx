/** The chat page on a store and a client of its own for each test. */

import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { createClient, type Client } from '../../src/chat/client';
import { createStore, type Store } from '../../src/chat/state/store';
import { App } from '../../src/chat/view/App';
import { drawing } from '../../src/chat/view/useStore';

/** Tells that something has another size when the test says so. */
export class FakeResizeObserver {
  static resize = (): void => {};
  constructor(listener: () => void) {
    FakeResizeObserver.resize = listener;
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

export let store: Store;
export let client: Client;

beforeEach(() => {
  drawing.everyMs = 0;
  store = createStore();
  client = createClient(store, { keepsHistory: false });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('ResizeObserver', FakeResizeObserver);
  store.dispatch({ type: 'servers', servers: [{ id: 'server-1', url: 'http://localhost:3001' }] });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

export const show = () => render(<App client={client} isFrame={false} onLeaveThread={() => store.dispatch({ type: 'leave thread' })} />);
export const dispatch = (...actions: Parameters<Store['dispatch']>[0][]) => act(() => actions.forEach(store.dispatch));
export const text = (id: string): string | null => screen.getByTestId(id).textContent;
