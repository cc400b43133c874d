import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openConnection, type Connection } from '../src/connection';
import { createStore, type Store } from '../src/store';
import { FakeSocket } from './fake-socket';

const SERVER = { id: 'server-1', url: 'http://localhost:3001' };
const MESSAGE = { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', forwarded: false } as const;

let store: Store;
let socket: FakeSocket;
let connection: Connection;
let connectedAgain: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  store = createStore();
  connectedAgain = vi.fn();
  socket = new FakeSocket(() => connectedAgain());
  connection = openConnection(SERVER, 'Anna', store.dispatch, socket.open);
});

afterEach(() => void vi.useRealTimers());

describe('identify', () => {
  it('is sent at each connection, the first and the later ones', () => {
    socket.plays('connect');
    socket.plays('disconnect', 'transport close');
    expect(store.getState().status).toEqual({ kind: 'reconnecting', server: 'server-1', reason: 'the connection was closed' });
    socket.plays('connect');
    expect(socket.emitted).toEqual([['identify', 'Anna'], ['identify', 'Anna']]);
    expect(store.getState().status.kind).toBe('connected');
  });

  it('when rejected ends the connection with the reason', () => {
    socket.plays('connect');
    socket.plays('rejected', { event: 'identify', code: 'bad_name', message: 'That name is taken.' });
    expect(store.getState().status).toEqual({ kind: 'refused', server: 'server-1', reason: 'That name is taken.' });
    expect(socket.active).toBe(false);
  });
});

describe('a lost connection', () => {
  it('is tried again by hand only after the server said goodbye', () => {
    socket.plays('connect');
    socket.plays('disconnect', 'transport close');
    vi.runAllTimers();
    expect(connectedAgain).not.toHaveBeenCalled();

    socket.active = false;
    socket.plays('disconnect', 'io server disconnect');
    vi.runAllTimers();
    expect(connectedAgain).toHaveBeenCalledTimes(1);
  });

  it('is not tried again once closed by the user', () => {
    socket.plays('connect');
    socket.active = false;
    socket.plays('disconnect', 'io server disconnect');
    connection.close();
    vi.runAllTimers();
    expect(connectedAgain).not.toHaveBeenCalled();
  });

  it('is refused when the server says so, and otherwise awaited', () => {
    socket.plays('connect_error', new Error('xhr poll error'));
    expect(store.getState().status).toEqual({ kind: 'reconnecting', server: 'server-1', reason: 'the server cannot be reached' });
    socket.active = false;
    socket.plays('connect_error', new Error('not today'));
    expect(store.getState().status).toEqual({ kind: 'refused', server: 'server-1', reason: 'not today' });
  });
});

describe('send', () => {
  const outcome = () => store.getState().messages[0]?.delivery;

  beforeEach(() => store.dispatch({ type: 'sending', message: { ...MESSAGE, at: 0, delivery: { kind: 'sending' } } }));

  it.each([
    [null, { id: '1', delivered: 3, servers: 1 }, { kind: 'delivered', connections: 3 }],
    [null, { error: { code: 'too_long', message: 'Too long.' } }, { kind: 'failed', reason: 'Too long.' }],
    [null, 'what?', { kind: 'failed', reason: 'the server answered something unknown' }],
    [new Error('operation has timed out'), undefined, { kind: 'failed', reason: 'the server did not answer' }],
  ])('answered with %j %j', (error, answer, expected) => {
    socket.plays('connect');
    connection.send(MESSAGE);
    expect(socket.emitted.at(-1)).toEqual(['im', MESSAGE]);
    socket.answer!(error, answer);
    expect(outcome()).toEqual(expected);
  });

  it('cut off before the answer says so', () => {
    socket.plays('connect');
    connection.send(MESSAGE);
    socket.plays('disconnect', 'transport close');
    socket.answer!(new Error('socket has been disconnected'));
    expect(outcome()).toEqual({ kind: 'failed', reason: 'the connection was lost before the answer' });
  });

  it('without a connection fails at once and sends nothing later', () => {
    connection.send(MESSAGE);
    expect(outcome()).toEqual({ kind: 'failed', reason: 'not connected' });
    expect(socket.emitted).toEqual([]);
  });
});

describe('what the server tells', () => {
  it('reaches the store', () => {
    socket.plays('update_client', { list: ['Anna', 'Billy'] });
    socket.plays('im', { ...MESSAGE, at: 7 });
    socket.plays('rejected', { event: 'im', code: 'not_identified', message: 'Who are you?' });
    expect(store.getState()).toMatchObject({ users: ['Anna', 'Billy'], messages: [{ id: '1', at: 7 }], rejection: 'Who are you? (im: not_identified)' });
  });

  it.each([
    ['update_client', null], ['update_client', { list: 'Anna' }], ['update_client', { list: [1] }],
    ['im', 'text'], ['im', { ...MESSAGE, text: 5, at: 7 }], ['im', { ...MESSAGE, from: undefined }],
    ['rejected', undefined], ['rejected', { event: 'im' }],
  ])('is passed over when it is not what %s carries: %j', (event, payload) => {
    const before = store.getState();
    socket.plays(event, payload);
    expect(store.getState()).toBe(before);
  });
});
