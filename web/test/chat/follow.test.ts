import { beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../src/chat/connection/follow';
import { fileOf } from '../../src/chat/files/files';
import { roomKey } from '../../src/chat/state/conversation';
import { createStore, type Store } from '../../src/chat/state/store';
import { me } from './actions';
import { FakeSocket } from './fake-socket';

const MESSAGE = { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', forwarded: false };

let store: Store;
let socket: FakeSocket;

beforeEach(() => {
  store = createStore();
  store.dispatch(me);
  socket = new FakeSocket();
  follow(socket.open('', undefined), 'Anna', store.dispatch);
});

describe('what the server tells', () => {
  it('reaches the store', () => {
    socket.plays('update_client', { list: ['Anna', 'Billy'] });
    socket.plays('presence', { joined: ['Carl'], left: ['Billy'] });
    socket.plays('im', { ...MESSAGE, at: 7 });
    socket.plays('rejected', { event: 'im', code: 'not_identified', message: 'Who are you?' });
    expect(store.getState()).toMatchObject({ people: ['Anna', 'Carl'], notice: 'Who are you?' });
    expect(store.getState().threads.get('Billy')?.messages).toMatchObject([{ id: '1', at: 7 }]);
  });

  it.each([
    ['update_client', null], ['update_client', { list: 'Anna' }], ['update_client', { list: [1] }],
    ['presence', null], ['presence', { joined: [1], left: [] }], ['presence', { joined: [] }],
    ['im', 'text'], ['im', { ...MESSAGE, text: 5, at: 7 }], ['im', { ...MESSAGE, from: undefined }],
    ['signal', { ...MESSAGE, kind: 'unheard-of', at: 7 }], ['signal', { ...MESSAGE, at: 7 }], ['signal', { ...MESSAGE, kind: 'edit', text: '{', at: 7 }],
    ['file', { ...MESSAGE, name: 'x', type: 'y', data: 'z' }], ['devices', {}], ['members', { room: 'x' }], ['left', { room: 5 }], ['expires', { in: 'soon' }],
    ['rejected', undefined], ['rejected', { event: 'im' }],
  ])('is passed over when it is not what %s carries: %j', (event, payload) => {
    const before = store.getState();
    socket.plays(event, payload);
    expect(store.getState()).toBe(before);
  });

  it('of rooms, devices and the token reaches the store', () => {
    store.dispatch({ type: 'in room', room: 'shop' });
    socket.plays('im', { from: 'Billy', room: 'shop', text: 'Hi all', id: '2', at: 8 });
    socket.plays('members', { room: 'shop', list: ['Anna', 'Billy'] });
    socket.plays('members', { room: 'shop', joined: ['Carl'], left: ['Billy'] });
    socket.plays('devices', { connections: 2 });
    socket.plays('expires', { in: 60_000 });
    const { rooms, threads, devices, tokenEndsAt } = store.getState();
    expect([rooms.get('shop')?.members, devices, tokenEndsAt! > Date.now()]).toEqual([['Anna', 'Carl'], 2, true]);
    expect(threads.get(roomKey('shop'))?.messages).toMatchObject([{ from: 'Billy', text: 'Hi all' }]);
    socket.plays('left', { room: 'shop', code: 'room-closed' });
    expect(store.getState().rooms.get('shop')?.isClosed).toBe(true);
  });

  it('of a file is a message with it', async () => {
    socket.plays('file', { from: 'Billy', to: 'Anna', id: '3', name: 'a.svg', type: 'image/svg+xml', at: 9, data: new TextEncoder().encode('<svg/>').buffer });
    expect(store.getState().threads.get('Billy')?.messages).toMatchObject([{ text: 'a.svg', file: { name: 'a.svg', size: 6 } }]);
    expect((await fileOf({ id: '3', from: 'Billy' }))?.type).toBe('application/octet-stream'); // nothing that a browser would run
  });
});
