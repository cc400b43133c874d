import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openConnection, type Connection } from '../../src/chat/connection/connection';
import { createStore, type Store } from '../../src/chat/state/store';
import { pending } from '../../src/chat/state/threads';
import { FakeSocket } from './fake-socket';

const SERVERS = [1, 2].map(number => ({ id: `server-${number}`, url: `http://localhost:300${number}` }));
const MESSAGE = { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', forwarded: false } as const;
const OUTGOING = { key: 'Billy', message: MESSAGE };
const connects = (): void => {
  socket.plays('connect');
  socket.answers('identify', null, { user: 'Anna' });
};
const WHO = { user: 'Anna', presence: 'changes', signals: true, files: true };

let store: Store;
let socket: FakeSocket;
let connection: Connection;
let tried: string[];
let rooms: string[];

beforeEach(() => {
  vi.useFakeTimers();
  store = createStore();
  store.dispatch({ type: 'user', me: 'Anna' });
  store.dispatch({ type: 'connecting', server: 'server-1' });
  tried = [];
  rooms = [];
  socket = new FakeSocket(() => tried.push(socket.io.uri));
  connection = openConnection({
    name: 'Anna', server: SERVERS[0]!, servers: SERVERS, dispatch: store.dispatch, open: socket.open,
    pending: () => pending(store.getState().threads).map(({ id, from, to, text }) => ({ key: to, message: { id, from, to, text, forwarded: false } })),
    rooms: () => rooms,
  });
});

afterEach(() => void vi.useRealTimers());

describe('identify', () => {
  it('is sent at each connection, the first and the later ones', () => {
    connects();
    socket.plays('disconnect', 'transport close');
    expect(store.getState().status).toMatchObject({ kind: 'reconnecting', server: 'server-1', next: 'server-1', reason: 'the connection was closed' });
    vi.runOnlyPendingTimers();
    connects();
    expect(socket.emitted).toEqual([['identify', WHO], ['identify', WHO]]);
    expect(store.getState().status.kind).toBe('connected');
  });

  it('without an answer is tried at another server', () => {
    socket.plays('connect');
    socket.answers('identify', new Error('operation has timed out'));
    expect(store.getState().status).toMatchObject({ kind: 'reconnecting', next: 'server-2', reason: 'the server does not answer' });
  });

  it('when refused ends the connection with the reason', () => {
    socket.plays('connect');
    socket.answers('identify', null, { error: { code: 'bad-name', message: 'That is no name.' } });
    expect(store.getState().status).toEqual({ kind: 'refused', server: 'server-1', code: 'bad-name', reason: 'That is no name.' });
    expect(socket.active).toBe(false);
  });
});

describe('who is who', () => {
  it('is asked not to share the name at first, and taken as it is later', () => {
    const other = new FakeSocket();
    openConnection({ name: 'Anna', server: SERVERS[0]!, servers: SERVERS, dispatch: store.dispatch, open: other.open, pending: () => [], rooms: () => [], unlessTaken: true });
    other.plays('connect');
    expect(other.emitted.at(-1)).toEqual(['identify', { ...WHO, unlessTaken: true }]);
    other.answers('identify', null, { user: 'Anna' });
    other.plays('disconnect', 'transport close');
    other.plays('connect');
    expect(other.emitted.at(-1)).toEqual(['identify', WHO]);
  });

  it('is refused by code where the server wants a token', () => {
    socket.active = false;
    socket.plays('connect_error', Object.assign(new Error('no'), { data: { code: 'unauthorized', message: 'Bring a token.' } }));
    expect(store.getState().status).toEqual({ kind: 'refused', server: 'server-1', code: 'unauthorized', reason: 'Bring a token.' });
  });
});

describe('rooms', () => {
  it('are joined on each connection, and who is in them is asked', async () => {
    rooms = ['shop'];
    connects();
    expect(socket.emitted.at(-1)).toEqual(['join', { room: 'shop' }]);
    socket.answers('join', null, { room: 'shop', members: 1 });
    await vi.waitFor(() => expect(socket.emitted.at(-1)).toEqual(['members', { room: 'shop', mode: 'changes' }]));
    expect([...store.getState().rooms.keys()]).toEqual(['shop']);
  });

  it('that were closed are known as closed', async () => {
    store.dispatch({ type: 'in room', room: 'shop' });
    connects();
    const refused = connection.join('shop');
    socket.answers('join', null, { error: { code: 'room-closed', message: 'It is closed.' } });
    expect(await refused).toMatchObject({ code: 'room-closed' });
    expect(store.getState().rooms.get('shop')?.isClosed).toBe(true);
  });
});

describe('the network', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('that is gone ends the connection at once, and is tried at once when it is back', () => {
    const target = new EventTarget();
    vi.stubGlobal('addEventListener', target.addEventListener.bind(target));
    vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target));
    const tries: string[] = [];
    const other: FakeSocket = new FakeSocket(() => tries.push(other.io.uri));
    openConnection({ name: 'Anna', server: SERVERS[0]!, servers: SERVERS, dispatch: store.dispatch, open: other.open, pending: () => [], rooms: () => [] });
    other.plays('connect');
    other.answers('identify', null, { user: 'Anna' });
    vi.stubGlobal('navigator', { onLine: false });
    target.dispatchEvent(new Event('offline'));
    expect(store.getState().status).toMatchObject({ kind: 'reconnecting', next: 'server-1', reason: 'this device has no network' });
    target.dispatchEvent(new Event('online'));
    expect(tries).toHaveLength(2);
  });
});

describe('a lost connection', () => {
  it('is tried at its own server, then at another, where it stays', () => {
    connects();
    socket.plays('disconnect', 'transport close');
    vi.runOnlyPendingTimers();
    socket.plays('connect_error', new Error('websocket error'));
    expect(store.getState().status).toMatchObject({ kind: 'reconnecting', server: 'server-1', next: 'server-2', reason: 'the server cannot be reached' });
    vi.runOnlyPendingTimers();
    connects();
    expect(tried).toEqual(['http://localhost:3001', 'http://localhost:3001', 'http://localhost:3002']);
    expect(store.getState().status).toEqual({ kind: 'connected', server: 'server-2' });
    socket.plays('disconnect', 'transport close');
    expect(store.getState().status).toMatchObject({ next: 'server-2' });
  });

  it('is tried at once when the user says so', () => {
    connects();
    socket.plays('disconnect', 'ping timeout');
    connection.retryNow();
    expect(tried).toHaveLength(2);
    vi.runAllTimers();
    expect(tried).toHaveLength(2);
  });

  it('is not followed by all clients to the same server', () => {
    const many = [1, 2, 3, 4, 5].map(number => ({ id: `server-${number}`, url: `http://localhost:300${number}` }));
    const seconds = Array.from({ length: 40 }, () => {
      const other = new FakeSocket();
      openConnection({ name: 'Anna', server: many[0]!, servers: many, dispatch: () => {}, open: other.open, pending: () => [], rooms: () => [] });
      other.plays('connect');
      other.plays('disconnect', 'transport close');
      vi.runOnlyPendingTimers();
      other.plays('connect_error', new Error('websocket error'));
      vi.runOnlyPendingTimers();
      return other.io.uri;
    });
    expect(new Set(seconds).size).toBeGreaterThan(1);
    expect(seconds).not.toContain(many[0]!.url);
  });

  it('is not tried again once closed by the user', () => {
    connects();
    socket.plays('disconnect', 'transport close');
    connection.close();
    vi.runAllTimers();
    expect(tried).toHaveLength(1);
  });

  it('ends when the server refuses it', () => {
    socket.active = false;
    socket.plays('connect_error', new Error('not today'));
    expect(store.getState().status).toEqual({ kind: 'refused', server: 'server-1', code: 'refused', reason: 'not today' });
    vi.runAllTimers();
    expect(tried).toHaveLength(1);
  });
});

describe('send', () => {
  const outcome = () => store.getState().threads.get('Billy')?.messages[0]?.delivery;

  beforeEach(() => store.dispatch({ type: 'sending', message: { ...MESSAGE, at: 0, delivery: { kind: 'sending' } } }));

  it.each([
    [null, { id: '1', delivered: 3, servers: 1 }, { kind: 'delivered', connections: 3 }],
    [null, { error: { code: 'too_long', message: 'Too long.' } }, { kind: 'failed', reason: 'Too long.', code: 'too_long' }],
    [null, { delivered: 0, error: { code: 'unreachable', message: 'x' } }, { kind: 'unconfirmed', reason: 'a server did not answer' }],
    [null, { delivered: 1, error: { code: 'unreachable', message: 'x' } }, { kind: 'delivered', connections: 1 }],
    [null, 'what?', { kind: 'unconfirmed', reason: 'the server answered something unknown' }],
  ])('answered with %j %j', (error, answer, expected) => {
    connects();
    connection.send(OUTGOING);
    expect(socket.emitted.at(-1)).toEqual(['im', MESSAGE]);
    socket.answer!(error, answer);
    expect(outcome()).toEqual(expected);
  });

  it('notes when the message went out first, and not that it waits', () => {
    const triedAt = () => store.getState().threads.get('Billy')?.messages[0]?.triedAt;
    connection.send(OUTGOING);
    expect(triedAt()).toBeUndefined();
    const first = Date.now();
    connects();
    expect(triedAt()).toBe(first);
    vi.advanceTimersByTime(5_000);
    connection.send(OUTGOING);
    expect(triedAt()).toBe(first);
  });

  it('without an answer leaves the server, which stands still, and goes again at another', () => {
    connects();
    socket.answer!(new Error('operation has timed out'));
    expect(outcome()).toEqual({ kind: 'sending' });
    expect(store.getState().status).toMatchObject({ kind: 'reconnecting', next: 'server-2', reason: 'the server does not answer' });
    vi.runOnlyPendingTimers();
    connects();
    expect(store.getState().status).toEqual({ kind: 'connected', server: 'server-2' });
    expect(socket.emitted.filter(([event]) => event === 'im')).toEqual([['im', MESSAGE], ['im', MESSAGE]]);
  });

  it('without an answer or a connection goes again, under its id, with the next one', () => {
    connects();
    socket.plays('disconnect', 'transport close');
    socket.answer!(new Error('socket has been disconnected'));
    connection.send(OUTGOING);
    expect(outcome()).toEqual({ kind: 'sending' });
    vi.runOnlyPendingTimers();
    connects();
    expect(socket.emitted.filter(([event]) => event === 'im')).toEqual([['im', MESSAGE], ['im', MESSAGE]]);
  });
});
