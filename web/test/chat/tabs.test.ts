import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Action } from '../../src/chat/state/action';
import { createStore, type Store } from '../../src/chat/state/store';
import { joinTabs, type Tabs } from '../../src/chat/tabs';
import { choose, connecting, me, received, sending, thread } from './actions';

const connected: Action = { type: 'connected', server: 'server-1' };
let user = 0;
let stores: [Store, Store];
let tabs: Tabs[];

/** Two tabs of Anna's: the second one is not in sight. */
beforeEach(() => {
  stores = [createStore(), createStore()];
  tabs = stores.map(store => joinTabs(`Anna ${user}`, store));
  user++;
  stores.forEach(store => [me, connecting, connected].forEach(store.dispatch));
  stores[1].dispatch({ type: 'visible', isVisible: false });
});

afterEach(() => tabs.forEach(tab => tab.close()));

const unread = (store: Store): number | undefined => thread(store.getState())?.unread;

it('what is read in one is read in the other, also when it comes there later', async () => {
  stores[1].dispatch(received());
  expect(unread(stores[1])).toBe(1);
  stores[0].dispatch(received());
  await vi.waitFor(() => expect(unread(stores[1])).toBe(0));
  stores[0].dispatch(received({ id: '2', at: 2_000 }));
  await new Promise(resolve => setTimeout(resolve, 20));
  stores[1].dispatch(received({ id: '2', at: 2_000 }));
  expect(unread(stores[1])).toBe(0);
  stores[1].dispatch(received({ id: '3', at: 3_000 }));
  expect(unread(stores[1])).toBe(1);
});

it('of many that are read elsewhere each is looked at once', async () => {
  const dispatch = vi.spyOn(stores[1], 'dispatch');
  const peers = Array.from({ length: 50 }, (_, n) => `Billy ${n}`);
  for (const from of peers) {
    stores[0].dispatch(received({ from, id: from }));
    stores[0].dispatch(choose(from));
    stores[0].dispatch({ type: 'at end', isAtEnd: true });
  }
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(dispatch).toHaveBeenCalledTimes(peers.length);
});

it('what is deleted in one is gone in the other', async () => {
  stores.forEach(store => store.dispatch(received()));
  tabs[0]!.tellDeleted();
  await vi.waitFor(() => expect(stores[1].getState().threads.size).toBe(0));
});

it('what one sends the other does not take for unsent', async () => {
  stores.forEach(store => store.dispatch(sending));
  stores[1].dispatch({ type: 'tried', id: '1', to: 'Billy', at: 7 });
  await vi.waitFor(() => expect(thread(stores[0].getState())?.messages[0]?.triedAt).toBe(7));
});

it('know whether the user looks at another of them', async () => {
  expect(await tabs[1]!.isInSight()).toBe(true);
  expect(await tabs[0]!.isInSight()).toBe(false);
});

it('know whether another of them is connected', async () => {
  expect(await tabs[0]!.areConnected()).toBe(true);
  stores[1].dispatch({ type: 'disconnected' });
  expect([await tabs[0]!.areConnected(), await tabs[1]!.areConnected()]).toEqual([false, true]);
});

it('count none as in sight that has no connection, and so shows nothing new', async () => {
  stores[0].dispatch({ type: 'disconnected' });
  expect(await tabs[1]!.isInSight()).toBe(false);
});

it('tell nothing to those of another user', async () => {
  const [other, stranger] = [createStore(), createStore()];
  tabs.push(joinTabs('Billy', other), joinTabs(`Anna ${user}`, stranger));
  [other, stranger].forEach(store => store.dispatch(me));
  other.dispatch({ type: 'visible', isVisible: false });
  other.dispatch(received());
  stores[0].dispatch(received());
  stores[1].dispatch(received());
  await vi.waitFor(() => expect(unread(stores[1])).toBe(0));
  expect(unread(other)).toBe(1);
});
