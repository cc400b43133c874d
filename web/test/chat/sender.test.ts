import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Connection, Outgoing } from '../../src/chat/connection/connection';
import { roomKey } from '../../src/chat/state/conversation';
import { createSender, type Sender } from '../../src/chat/sender';
import { createStore, type Store } from '../../src/chat/state/store';
import { choose, me, thread } from './actions';

let store: Store;
let sent: Outgoing['message'][];
let connection: Connection | null;
let sender: Sender;

beforeEach(() => {
  vi.useFakeTimers();
  store = createStore();
  store.dispatch(me);
  store.dispatch(choose('Billy'));
  sent = [];
  connection = { send: goOut } as unknown as Connection;
  sender = createSender(store, store.dispatch, () => connection);
});

afterEach(() => void vi.useRealTimers());

function goOut({ key, message }: Outgoing): void {
  sent.push(message);
  store.dispatch({ type: 'tried', id: message.id, to: key, at: Date.now() });
}

const messages = () => thread(store.getState())?.messages ?? [];

it('sends to the chosen one, and nothing without a connection', () => {
  expect(sender.send('Hello')).toBe(true);
  expect(sent).toMatchObject([{ from: 'Anna', to: 'Billy', text: 'Hello', id: messages()[0]!.id }]);
  connection = null;
  expect(sender.send('Hello?')).toBe(false);
  expect(messages()).toHaveLength(1);
});

it('tries again under the id, as long as servers know it', () => {
  sender.send('Hello');
  const [message] = messages();
  store.dispatch({ type: 'failed', id: message!.id, to: 'Billy', reason: 'no' });
  sender.retry(messages()[0]!);
  expect(sent.map(({ id }) => id)).toEqual([message!.id, message!.id]);
  vi.advanceTimersByTime(100_000);
  sender.retry(messages()[0]!);
  expect(sent).toHaveLength(2);
});

it('says in a room what is for the room', () => {
  sender.say(roomKey('shop'), 'Hello all');
  expect(sent).toMatchObject([{ room: 'shop', from: 'Anna', text: 'Hello all' }]);
  expect(sent[0]).not.toHaveProperty('to');
});

it('sends what reached nobody again at any time, under its id', () => {
  sender.send('Hello');
  const { id } = messages()[0]!;
  store.dispatch({ type: 'delivered', id, to: 'Billy', connections: 0 });
  vi.advanceTimersByTime(200_000);
  sender.retry(messages()[0]!);
  expect(messages()).toMatchObject([{ id, delivery: { kind: 'sending' }, triedAt: Date.now() }]);
  expect(sent.map(message => message.id)).toEqual([id, id]);
});

it('gives a new connection what has no answer, and gives up what servers may have forgotten', () => {
  sender.send('old');
  vi.advanceTimersByTime(60_000);
  sender.send('new');
  expect(sender.sendAgain().map(({ message: { text } }) => text)).toEqual(['old', 'new']);
  vi.advanceTimersByTime(60_000);
  expect(sender.sendAgain().map(({ message: { text } }) => text)).toEqual(['new']);
  expect(messages().map(({ delivery }) => delivery)).toEqual([{ kind: 'unconfirmed', reason: 'no server answered in time' }, { kind: 'sending' }]);
});

it('gives up nothing that a server has: its echo has come', () => {
  sender.send('Hello');
  const { id, text } = messages()[0]!;
  store.dispatch({ type: 'received', message: { id, from: 'Anna', to: 'Billy', text, at: 1 } });
  vi.advanceTimersByTime(100_000);
  expect([sender.sendAgain(), messages()[0]!.delivery]).toEqual([[], undefined]);
});

it('gives a new connection what never went out, however old it is', () => {
  connection = { ...connection!, send() {} };
  sender.send('Hello');
  vi.advanceTimersByTime(200_000);
  const again = sender.sendAgain();
  expect(again.map(({ message: { text } }) => text)).toEqual(['Hello']);
  again.forEach(goOut);
  vi.advanceTimersByTime(60_000);
  expect(sender.sendAgain()).toHaveLength(1);
  goOut(again[0]!);
  vi.advanceTimersByTime(60_000);
  expect(sender.sendAgain()).toEqual([]);
});
