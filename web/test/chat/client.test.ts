import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient, type Client } from '../../src/chat/client';
import { openHistory } from '../../src/chat/history/history';
import { createStore, type Store } from '../../src/chat/state/store';
import { choose, MESSAGE, received, thread } from './actions';
import { FakeSocket } from './fake-socket';

const URL = 'http://localhost:3001';
let user = 0;
let store: Store;
let client: Client;
let socket: FakeSocket;

/** The page, loaded: one after the other, in one browser. */
function load(): void {
  store = createStore();
  socket = new FakeSocket();
  client = createClient(store, { keepsHistory: true, open: socket.open });
  store.dispatch({ type: 'servers', servers: [{ id: 'server-1', url: URL }] });
}

async function connect(name: string): Promise<void> {
  await client.connect(name, URL);
  socket.plays('connect');
  socket.answers('identify', null, { user: name });
}

beforeEach(load);
afterEach(() => vi.unstubAllGlobals());

const texts = (peer = 'Billy') => thread(store.getState(), peer)?.messages.map(({ text }) => text);

it('brings back what was said, to whom it was said only', async () => {
  const [anna, carl] = [`Anna ${user++}`, `Carl ${user++}`];
  await connect(anna);
  socket.plays('im', { id: '1', from: 'Billy', to: anna, text: 'for Anna', at: 1 });
  await connect(carl);
  expect(texts()).toBeUndefined();
  socket.plays('im', { id: '2', from: 'Billy', to: carl, text: 'for Carl', at: 2 });
  await connect(anna);
  expect([store.getState().me, texts()]).toEqual([anna, ['for Anna']]);
  load();
  await connect(carl);
  expect(texts()).toEqual(['for Carl']);
});

it('sends again, under its id, what had no answer when the page was loaded anew', async () => {
  const anna = `Anna ${user++}`;
  const history = await openHistory(anna);
  await history.put([{ ...MESSAGE, from: anna, triedAt: Date.now() }]);
  await connect(anna);
  expect(socket.emitted.filter(([event]) => event === 'im')).toMatchObject([['im', { id: MESSAGE.id, from: anna, text: 'Hello' }]]);
  expect(thread(store.getState())?.messages[0]?.delivery).toEqual({ kind: 'sending' });
  socket.answers('im', null, { id: MESSAGE.id, delivered: 1, servers: 1 });
  expect(thread(store.getState())?.messages[0]?.delivery).toEqual({ kind: 'delivered', connections: 1 });
});

it('brings what another tab kept meanwhile, when the connection is there again, and leaves to that tab what it sends', async () => {
  const anna = `Anna ${user++}`;
  await connect(anna);
  const other = await openHistory(anna);
  await other.put([{ id: '1', from: 'Billy', to: anna, text: 'while away', at: 1 }, { ...MESSAGE, id: '2', from: anna, triedAt: Date.now() }]);
  socket.plays('disconnect', 'transport close');
  client.retryNow();
  socket.plays('connect');
  socket.answers('identify', null, { user: anna });
  await vi.waitFor(() => expect(texts()).toEqual(['while away']));
  client.disconnect();
  await other.put([{ id: '3', from: 'Billy', to: anna, text: 'again', at: 3 }]);
  await connect(anna);
  expect(texts()).toEqual(['while away', 'again']);
});

it('connects without a history where the browser keeps none, and says so', async () => {
  vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('no', 'SecurityError'); } });
  await connect(`Anna ${user++}`);
  expect(store.getState().status.kind).toBe('connected');
  expect(store.getState().storageTrouble).toBe('This browser keeps no history. What is said now is gone when the page is closed.');
  store.dispatch(received());
  expect(JSON.parse(await client.exportHistory()).messages).toHaveLength(1);
  await client.deleteHistory();
  expect(texts()).toBeUndefined();
});

it('connects where the browser lets no tabs talk', async () => {
  vi.stubGlobal('BroadcastChannel', class { constructor() { throw new DOMException('no', 'SecurityError'); } });
  await connect(`Anna ${user++}`);
  expect(store.getState().status.kind).toBe('connected');
  expect(await client.isInSight()).toBe(false);
  await client.deleteHistory();
  client.disconnect();
});

it('goes to any server when the one where it was is none of those that are told', async () => {
  await client.connect(`Anna ${user++}`, 'http://localhost:3009');
  expect([store.getState().status, socket.io.uri]).toEqual([{ kind: 'connecting', server: 'server-1' }, URL]);
});

it('sends nothing by a connection that was refused', async () => {
  await client.connect(`Anna ${user++}`, URL);
  socket.plays('connect');
  socket.answers('identify', null, { error: { code: 'bad-name', message: 'That is no name.' } });
  store.dispatch(choose('Billy'));
  expect([store.getState().status.kind, client.send('Hello')]).toEqual(['refused', false]);
  expect(texts()).toBeUndefined();
});

it('of two connections begun at once goes on with the later one only', async () => {
  const [anna, carl] = [`Anna ${user++}`, `Carl ${user++}`];
  await Promise.all([client.connect(anna, URL), client.connect(carl, URL)]);
  socket.plays('connect');
  expect(socket.emitted).toEqual([['identify', { user: carl, presence: 'changes', signals: true, files: true }]]);
  expect(store.getState().me).toBe(carl);
});
