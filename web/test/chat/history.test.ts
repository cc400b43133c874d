import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { openHistory, type History } from '../../src/chat/history/history';
import { changes, record } from '../../src/chat/history/record';
import { createStore } from '../../src/chat/state/store';
import { received, sending, delivered } from './actions';

const message = (id: string, at: number) => ({ id, from: 'Billy', to: 'Anna', text: id, at });
let user = 0;
let history: History;

beforeEach(async () => {
  history = await openHistory(`user ${user++}`, 5);
});

it('gives back what it was given, in order, for this user only', async () => {
  await history.put([message('b', 2), message('a', 1)]);
  await history.setRead('Billy', 2);
  expect(await history.all()).toEqual([message('a', 1), message('b', 2)]);
  expect(await history.load()).toEqual([{ key: 'Billy', messages: [message('b', 2)], readAt: 2, completeFrom: 2 }]);
  expect(await (await openHistory('somebody else')).load()).toEqual([]);
});

it('keeps the latest only', async () => {
  await history.put(Array.from({ length: 9 }, (_, index) => message(`m${index}`, index)));
  await history.load();
  expect((await history.all()).map(({ id }) => id)).toEqual(['m4', 'm5', 'm6', 'm7', 'm8']);
});

it('knows how a message fared from the window that sent it, though another keeps it too', async () => {
  const mine = { ...message('a', 1), from: 'Anna', to: 'Billy' };
  await history.put([{ ...mine, delivery: { kind: 'delivered', connections: 1 } }]);
  await history.put([mine]);
  expect((await history.all())[0]?.delivery).toEqual({ kind: 'delivered', connections: 1 });
});

it('keeps when a message was sent first, and that it was delivered, whatever another window thinks of it', async () => {
  const mine = { ...message('a', 1), from: 'Anna', to: 'Billy', delivery: { kind: 'sending' } } as const;
  await history.put([{ ...mine, triedAt: 1 }]);
  await history.put([{ ...message('a', 2), from: 'Anna', to: 'Billy' }]);
  expect((await history.all())).toEqual([{ ...mine, at: 2, triedAt: 1, isTaken: true }]);
  await history.put([{ ...mine, triedAt: 1, delivery: { kind: 'delivered', connections: 1 } }]);
  await history.put([{ ...mine, triedAt: 1, delivery: { kind: 'failed', reason: 'the page was closed before the answer' } }]);
  await history.put([mine]);
  expect((await history.all())).toEqual([{ ...mine, triedAt: 1, delivery: { kind: 'delivered', connections: 1 } }]);
});

it('knows of a message that its echo came to another window, until it has an answer', async () => {
  const [mine, echo] = [{ ...message('a', 1), from: 'Anna', to: 'Billy', triedAt: 1 }, { ...message('a', 1), from: 'Anna', to: 'Billy' }];
  await history.put([{ ...mine, delivery: { kind: 'sending' } }]);
  await history.put([echo]);
  await history.put([{ ...mine, delivery: { kind: 'sending' } }]);
  expect((await history.all())).toMatchObject([{ delivery: { kind: 'sending' }, isTaken: true }]);
  await history.put([{ ...mine, delivery: { kind: 'failed', reason: 'another server does not answer' } }]);
  expect((await history.all())).toEqual([{ ...mine, delivery: { kind: 'failed', reason: 'another server does not answer' } }]);
});

it('takes what goes again, since it reached nobody, for on its way', async () => {
  const mine = { ...message('a', 1), from: 'Anna', to: 'Billy' };
  await history.put([{ ...mine, delivery: { kind: 'delivered', connections: 0 } }]);
  await history.put([{ ...mine, delivery: { kind: 'sending' } }]);
  expect((await history.all())[0]?.delivery).toEqual({ kind: 'sending' });
});

it('forgets a failure once the message has come after all', async () => {
  const mine = { ...message('a', 1), from: 'Anna', to: 'Billy' };
  await history.put([{ ...mine, delivery: { kind: 'failed', reason: 'the server did not answer' } }]);
  await history.put([mine]);
  expect((await history.all())).toEqual([mine]);
});

it('lets the older half go when the browser has no room for more', async () => {
  await history.put(['a', 'b', 'c', 'd'].map((id, at) => message(id, at)));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await history.put([message('e', 5)]);
  put.mockRestore();
  expect((await history.all()).map(({ id }) => id)).toEqual(['c', 'd', 'e']);
});

it('sees also in the midst of many that there is no room', async () => {
  await history.put(['a', 'b', 'c', 'd'].map((id, at) => message(id, at)));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore) {
    (this.transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError');
    return {} as IDBRequest<IDBValidKey>;
  });
  await history.put([message('e', 5), message('f', 6)]);
  put.mockRestore();
  expect((await history.all()).map(({ id }) => id)).toEqual(['c', 'd', 'e', 'f']);
});

it('never takes back what was read', async () => {
  await history.setRead('Billy', 5);
  await history.setRead('Billy', 3);
  await history.put([message('a', 1)]);
  expect(await history.load()).toMatchObject([{ key: 'Billy', readAt: 5 }]);
});

it('is empty once cleared', async () => {
  await history.put([message('a', 1)]);
  await history.setRead('Billy', 1);
  await history.clear();
  expect([await history.load(), await history.all()]).toEqual([[], []]);
});

it('records what changes in the store, in order', async () => {
  const store = createStore();
  store.dispatch({ type: 'user', me: 'Anna' });
  const written: string[] = [];
  const stop = record(store, { ...history, put: async messages => void written.push(...messages.map(({ id, delivery, triedAt }) => `${id} ${delivery?.kind ?? ''} ${triedAt ?? ''}`)) }, () => {});
  store.dispatch(sending);
  store.dispatch({ type: 'tried', id: '1', to: 'Billy', at: 7 });
  await Promise.resolve();
  store.dispatch(delivered);
  store.dispatch(received({ id: '2' }));
  await stop();
  store.dispatch(received({ id: '3' }));
  expect(written).toEqual(['1 sending 7', '1 delivered 7', '2  ']);
});

it('sees only what is new', () => {
  const thread = { key: 'Billy', messages: [message('a', 1)], notes: [], unread: 1, readAt: 0, completeFrom: 0, readByPeerAt: 0 };
  const before = new Map([['Billy', thread]]);
  const more = { ...thread, messages: [...thread.messages, message('b', 2)], unread: 0, readAt: 2 };
  expect(changes(before, new Map([['Billy', more]]))).toEqual([[message('b', 2)], [['Billy', 2]]]);
  expect(changes(before, before)).toEqual([[], []]);
});
