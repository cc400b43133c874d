import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, type Client } from '../../src/chat/client';
import { openHistory } from '../../src/chat/history/history';
import { roomKey } from '../../src/chat/state/conversation';
import { createStore, type Store } from '../../src/chat/state/store';
import { FakeSocket } from './fake-socket';

let user = 0;
let me: string;
let store: Store;
let client: Client;
let socket: FakeSocket;

async function begin(keepsHistory = false): Promise<void> {
  me = `Effects ${user++}`;
  store = createStore();
  store.dispatch({ type: 'servers', servers: [{ id: 'server-1', url: 'http://localhost:3001' }] });
  socket = new FakeSocket();
  client = createClient(store, { keepsHistory, open: socket.open });
  await client.connect(me, 'http://localhost:3001');
  connects();
}

function connects(): void {
  socket.plays('connect');
  socket.answers('identify', null, { user: me, signals: true, files: 1_000 });
  socket.plays('update_client', { list: ['Billy', me] });
}

const sent = (event: string) => socket.emitted.filter(([name]) => name === event).map(([, payload]) => payload as Record<string, unknown>);
const said = () => sent('im').filter(({ kind }) => kind === undefined);
const signals = (kind: string) => sent('im').filter(message => message.kind === kind);
const messages = (key = 'Billy') => store.getState().threads.get(key)?.messages ?? [];
const answerIm = (answer: unknown) => socket.answers('im', null, answer);

beforeEach(() => begin());
afterEach(() => void vi.useRealTimers());

describe('what goes again by itself', () => {
  it('is what reached nobody, under its id, when they are back', () => {
    client.say('Billy', 'Hello');
    const [{ id }] = said() as [{ id: string }];
    answerIm({ id, delivered: 0 });
    expect(client.isWaiting(messages()[0]!)).toBe(true);
    socket.plays('presence', { joined: [], left: ['Billy'] });
    expect(said()).toHaveLength(1);
    socket.plays('presence', { joined: ['Billy'], left: [] });
    expect(said().map(message => message.id)).toEqual([id, id]);
  });

  it('is what was not confirmed, once', () => {
    vi.useFakeTimers();
    client.say('Billy', 'Hello');
    const unconfirmed = { id: said()[0]!.id, delivered: 0, error: { code: 'unreachable', message: 'x' } };
    answerIm(unconfirmed);
    vi.advanceTimersByTime(2_000);
    expect(said()).toHaveLength(2);
    answerIm(unconfirmed);
    vi.advanceTimersByTime(10_000);
    expect(said()).toHaveLength(2);
    expect(messages()[0]?.delivery).toEqual({ kind: 'unconfirmed', reason: 'a server did not answer' });
  });

  it('is neither a file nor what was taken back', async () => {
    const file = client.sendFile('Billy', new File(['cat'], 'cat.png', { type: 'image/png' }));
    await vi.waitFor(() => expect(sent('file')).toHaveLength(1));
    socket.answers('file', null, { id: sent('file')[0]!.id, delivered: 0 });
    expect(await file).toBeNull();
    client.say('Billy', 'Secret');
    answerIm({ id: said()[0]!.id, delivered: 0 });
    await client.takeBack(messages()[1]!);
    socket.plays('presence', { joined: [], left: ['Billy'] });
    socket.plays('presence', { joined: ['Billy'], left: [] });
    expect(said()).toHaveLength(1);
    expect(messages().map(message => client.isWaiting(message))).toEqual([false, false]);
  });
});

describe('what is said in a room', () => {
  it('waits for the room on each connection', async () => {
    const joined = client.enterRoom('tea');
    socket.answers('join', null, { room: 'tea', members: 1 });
    expect(await joined).toBeNull();
    socket.plays('disconnect', 'transport close');
    client.say(roomKey('tea'), 'still here?');
    connects();
    expect(said()).toEqual([]);
    socket.answers('join', null, { room: 'tea', members: 1 });
    await vi.waitFor(() => expect(said()).toMatchObject([{ room: 'tea', text: 'still here?' }]));
  });

  it('is not sent where the room is closed', async () => {
    const joined = client.enterRoom('tea');
    socket.answers('join', null, { room: 'tea', members: 1 });
    await joined;
    socket.plays('disconnect', 'transport close');
    client.say(roomKey('tea'), 'still here?');
    connects();
    socket.answers('join', null, { error: { code: 'room-closed', message: 'It is closed.' } });
    await vi.waitFor(() => expect(messages(roomKey('tea'))[0]?.delivery).toMatchObject({ kind: 'failed', code: 'room-closed' }));
  });
});

describe('what others are told', () => {
  it('is the latest that was read, once a second', async () => {
    vi.useFakeTimers();
    await begin();
    store.dispatch({ type: 'choose', key: 'Billy' });
    for (let n = 1; n <= 500; n++) socket.plays('im', { id: `${n}`, from: 'Billy', to: me, text: 'x', at: n });
    vi.advanceTimersByTime(1_000);
    expect(signals('read')).toMatchObject([{ to: 'Billy', text: '500' }]);
  });

  it('is that one writes, and that one has left off', () => {
    store.dispatch({ type: 'draft', key: 'Billy', text: 'H' });
    store.dispatch({ type: 'draft', key: 'Billy', text: 'He' });
    store.dispatch({ type: 'draft', key: 'Billy', text: '' });
    expect(signals('typing').map(({ text }) => text)).toEqual(['on', 'off']);
  });

  it('is nothing, for who does not want it', () => {
    vi.useFakeTimers();
    store.dispatch({ type: 'settings', settings: { ...store.getState().settings, tellsReading: false } });
    store.dispatch({ type: 'choose', key: 'Billy' });
    socket.plays('im', { id: '1', from: 'Billy', to: me, text: 'x', at: 1 });
    store.dispatch({ type: 'draft', key: 'Billy', text: 'H' });
    vi.advanceTimersByTime(5_000);
    expect(sent('im')).toEqual([]);
  });
});

it('a change that nobody hears of is not shown as made', async () => {
  client.say('Billy', 'Hello');
  answerIm({ id: said()[0]!.id, delivered: 1 });
  const takingBack = client.takeBack(messages()[0]!);
  answerIm({ delivered: 0 });
  expect(await takingBack).toContain('not connected');
  expect([messages()[0]?.text, store.getState().notice]).toEqual(['Hello', expect.stringContaining('Not deleted')]);
});

it('a change of a message that is not shown reaches the history', async () => {
  await begin(true);
  const history = await openHistory(me);
  await history.put([{ id: '1', from: 'Billy', to: me, text: 'secret', at: 1 }]);
  socket.plays('signal', { id: 's', from: 'Billy', to: me, kind: 'delete', text: '1', at: 2 });
  await vi.waitFor(async () => expect(await history.all()).toMatchObject([{ id: '1', text: '', isDeleted: true }]));
  expect(await history.find('secret', 5)).toEqual([]);
});

it('a token that the server refuses replaces none that is good', async () => {
  const signingIn = client.signIn('wrong');
  socket.answers('authenticate', null, { error: { code: 'bad-token', message: 'That is none.' } });
  expect(await signingIn).toBe('That is none.');
  expect((socket as unknown as { auth?: unknown }).auth).toBeUndefined();
});
