// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { allowNotifications, drawAttention } from '../../src/chat/attention';
import { withMuted } from '../../src/chat/state/settings';
import { createStore, type Store } from '../../src/chat/state/store';
import { me, received } from './actions';

const shown: { title: string; body: string; onclick?: () => void }[] = [];
let store: Store;
let chosen: string[];
let isInSight: boolean;

class FakeNotification {
  static permission = 'granted';
  static requestPermission = async () => FakeNotification.permission;
  onclick?: () => void;
  constructor(title: string, { body }: { body: string }) {
    shown.push(Object.assign(this, { title, body }));
  }
  close(): void {}
}

beforeEach(() => {
  vi.stubGlobal('Notification', FakeNotification);
  FakeNotification.permission = 'granted';
  shown.length = 0;
  chosen = [];
  isInSight = false;
  store = createStore();
  store.dispatch(me);
  drawAttention(store, peer => chosen.push(peer), async () => isInSight);
});

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

const settled = (): Promise<unknown> => new Promise(resolve => setTimeout(resolve));

it('counts what was not read in the title, until it is', () => {
  store.dispatch({ type: 'visible', isVisible: false });
  store.dispatch(received());
  store.dispatch(received({ id: '2' }));
  expect(document.title).toBe('(2) Billy · Gossamer');
  store.dispatch({ type: 'visible', isVisible: true });
  expect(document.title).toBe('Billy · Gossamer');
});

it('notifies of a message in the background, once allowed, and opens its thread', async () => {
  store.dispatch({ type: 'visible', isVisible: false });
  store.dispatch(received());
  expect(shown).toEqual([]);
  expect(await allowNotifications(true)).toBeNull();
  store.dispatch(received({ id: '2', text: 'Lunch?' }));
  await settled();
  expect(shown).toMatchObject([{ title: 'Billy', body: 'Lunch?' }]);
  shown[0]!.onclick!();
  expect(chosen).toEqual(['Billy']);
});

it('does not notify when the page is in sight, or the browser forbids it', async () => {
  await allowNotifications(true);
  store.dispatch(received());
  FakeNotification.permission = 'denied';
  expect(await allowNotifications(true)).toContain('does not allow');
  store.dispatch({ type: 'visible', isVisible: false });
  store.dispatch(received({ id: '2' }));
  await settled();
  expect(shown).toEqual([]);
});

it('does not notify of what another tab shows, or has read, nor of what the browser had kept', async () => {
  await allowNotifications(true);
  store.dispatch({ type: 'visible', isVisible: false });
  isInSight = true;
  store.dispatch(received());
  await settled();
  isInSight = false;
  store.dispatch(received({ id: '2', at: 2_000 }));
  store.dispatch({ type: 'read', key: 'Billy', at: 2_000 });
  store.dispatch({ type: 'history', threads: [{ key: 'Carl', messages: [{ id: '3', from: 'Carl', to: 'Anna', text: 'Old', at: 1 }], readAt: 0, completeFrom: 0 }], now: 1 });
  await settled();
  expect(shown).toEqual([]);
  expect(document.title).toBe('(1) Billy · Gossamer');
});

it('leaves a muted conversation in peace: no number, no notification', async () => {
  await allowNotifications(true);
  store.dispatch({ type: 'settings', settings: withMuted(store.getState().settings, 'Billy', true) });
  store.dispatch({ type: 'visible', isVisible: false });
  store.dispatch(received());
  await settled();
  expect([shown, document.title]).toEqual([[], 'Billy · Gossamer']);
});
