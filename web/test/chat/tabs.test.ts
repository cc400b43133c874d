import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore, type Store } from '../../src/chat/state/store';
import { joinTabs, type Tabs } from '../../src/chat/tabs';
import { me, received, thread } from './actions';

let user = 0;
let stores: [Store, Store];
let tabs: Tabs[];

/** Two tabs of Anna's: the second one is not in sight. */
beforeEach(() => {
  stores = [createStore(), createStore()];
  tabs = stores.map(store => joinTabs(`Anna ${user}`, store));
  user++;
  stores.forEach(store => store.dispatch(me));
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

it('what is deleted in one is gone in the other', async () => {
  stores.forEach(store => store.dispatch(received()));
  tabs[0]!.tellDeleted();
  await vi.waitFor(() => expect(stores[1].getState().threads.size).toBe(0));
});

it('know whether the user looks at another of them, that is connected', async () => {
  expect(await tabs[1]!.isInSight()).toBe(false);
  stores[0].dispatch({ type: 'connecting', server: 'server-1' });
  stores[0].dispatch({ type: 'connected', server: 'server-1' });
  expect(await tabs[1]!.isInSight()).toBe(true);
  expect(await tabs[0]!.isInSight()).toBe(false);
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
