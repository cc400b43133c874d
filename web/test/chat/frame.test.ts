import { beforeEach, expect, it, vi } from 'vitest';
import { createClient, type Client } from '../../src/chat/client';
import { obeyRoomOrders, reportOf } from '../../src/chat/frame';
import { roomKey } from '../../src/chat/state/conversation';
import { createStore } from '../../src/chat/state/store';
import type { Report, RoomOrder } from '../../src/shared/frames';
import { FakeSocket } from './fake-socket';

let socket: FakeSocket;
let client: Client;
let obey: (order: RoomOrder) => void;
let told: Report[];

beforeEach(async () => {
  const store = createStore();
  store.dispatch({ type: 'servers', servers: [{ id: 'server-1', url: 'http://localhost:3001' }] });
  socket = new FakeSocket();
  told = [];
  client = createClient(store, { keepsHistory: false, open: socket.open, observe: action => {
    const report = reportOf(action);
    if (report !== null) told.push(report);
  } });
  obey = obeyRoomOrders(client, report => told.push(report));
});

async function connect(name = 'Anna'): Promise<void> {
  await client.connect(name, 'http://localhost:3001');
  socket.plays('connect');
  socket.answers('identify', null, { user: name });
}

const asked = (event: string): unknown[] => socket.emitted.filter(([name]) => name === event).map(([, payload]) => payload);
const ofRooms = (): Report[] => told.filter(({ report }) => report === 'room');

it('joins when it is connected, and anew on each connection, under another name too', async () => {
  obey({ order: 'join', room: 'tea' });
  expect(asked('join')).toEqual([]);
  await connect();
  expect(asked('join')).toEqual([{ room: 'tea' }]);
  socket.answers('join', null, { room: 'tea', members: 1 });
  await vi.waitFor(() => expect(asked('members')).toHaveLength(1));
  socket.answers('members', null, { room: 'tea' });
  await vi.waitFor(() => expect(ofRooms()).toEqual([{ report: 'room', room: 'tea', state: 'in' }]));
  await connect('Billy');
  expect(asked('join')).toHaveLength(2);
  socket.answers('join', null, { error: { code: 'room-closed', message: 'the room is closed' } });
  await vi.waitFor(() => expect(ofRooms().at(-1)).toEqual({ report: 'room', room: 'tea', state: 'refused', reason: 'the room is closed' }));
});

it('does not come back to a room that it left while it was asked', async () => {
  await connect();
  obey({ order: 'join', room: 'tea' });
  obey({ order: 'leave', room: 'tea' });
  socket.answers('join', null, { room: 'tea', members: 1 });
  expect(ofRooms()).toEqual([{ report: 'room', room: 'tea', state: 'out' }]);
  expect(asked('leave')).toEqual([{ room: 'tea' }]);
});

it('tells what it said in a room and what became of it, and what it heard there', async () => {
  obey({ order: 'say in', room: 'tea', text: 'lost' }); // not connected
  await connect();
  obey({ order: 'join', room: 'tea' });
  obey({ order: 'say in', room: 'tea', text: 'one' });
  expect(asked('im')).toEqual([]); // it waits to be in the room
  socket.answers('join', null, { room: 'tea', members: 1 });
  await vi.waitFor(() => expect(asked('im')).toHaveLength(1));
  const [{ id }] = asked('im') as [{ id: string }];
  socket.answers('im', null, { id, delivered: 2, servers: 1 });
  socket.plays('im', { id: 'x', from: 'Billy', room: 'tea', text: 'hi', at: 1 });
  socket.plays('im', { id: 'y', from: 'Billy', to: 'Anna', text: 'hi', at: 1 });
  expect(told.filter(({ report }) => report !== 'status' && report !== 'room')).toEqual([
    { report: 'said', id, room: 'tea' },
    { report: 'delivered', id, connections: 2 },
    { report: 'heard', id: 'x', from: 'Billy', room: 'tea' },
    { report: 'arrived', id: 'y', from: 'Billy', to: 'Anna' },
  ]);
  expect(client.store.getState().threads.get(roomKey('tea'))?.messages).toHaveLength(2);
});
