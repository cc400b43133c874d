import { beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../src/chat/connection/follow';
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
  follow(socket.open(''), store.dispatch);
});

describe('what the server tells', () => {
  it('reaches the store', () => {
    socket.plays('update_client', { list: ['Anna', 'Billy'] });
    socket.plays('presence', { joined: ['Carl'], left: ['Billy'] });
    socket.plays('im', { ...MESSAGE, at: 7 });
    socket.plays('rejected', { event: 'im', code: 'not_identified', message: 'Who are you?' });
    expect(store.getState()).toMatchObject({ people: ['Anna', 'Carl'], rejection: 'Who are you?' });
    expect(store.getState().threads.get('Billy')?.messages).toMatchObject([{ id: '1', at: 7 }]);
  });

  it.each([
    ['update_client', null], ['update_client', { list: 'Anna' }], ['update_client', { list: [1] }],
    ['presence', null], ['presence', { joined: [1], left: [] }], ['presence', { joined: [] }],
    ['im', 'text'], ['im', { ...MESSAGE, text: 5, at: 7 }], ['im', { ...MESSAGE, from: undefined }],
    ['rejected', undefined], ['rejected', { event: 'im' }],
  ])('is passed over when it is not what %s carries: %j', (event, payload) => {
    const before = store.getState();
    socket.plays(event, payload);
    expect(store.getState()).toBe(before);
  });
});
