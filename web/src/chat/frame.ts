/** The chat page as one of the shell's frames: it does what the shell says, and tells what happens. */

import { isOrder, type Report, type RoomOrder } from '../shared/frames';
import { ANY_SERVER, type Client } from './client';
import type { Action } from './state/action';
import { isRoom, roomKey, titleOf } from './state/conversation';

export const isFrame = globalThis.parent !== globalThis.window && new URLSearchParams(globalThis.location?.search).has('frame');

const tell = (report: Report): void => parent.postMessage(report, location.origin);

export function obeyShell(client: Client): void {
  const rooms = obeyRoomOrders(client, tell);
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || origin !== location.origin || !isOrder(data)) return;
    if (data.order === 'disconnect') return client.disconnect();
    if (data.order === 'connect') return void client.connect(data.name, urlOf(client, data.server));
    if (data.order !== 'say') return rooms(data);
    client.choose(data.to);
    client.send(data.text);
  });
  tell({ report: 'ready' });
}

/** To be in a room holds until the shell says otherwise, under whichever name: it is joined again on each connection. */
export function obeyRoomOrders(client: Client, told: (report: Report) => void): (order: RoomOrder) => void {
  const wanted = new Set<string>();
  const isConnected = (): boolean => client.store.getState().status.kind === 'connected';

  async function join(room: string): Promise<void> {
    const problem = await client.enterRoom(room);
    if (!wanted.has(room)) return;
    told(problem === null ? { report: 'room', room, state: 'in' } : { report: 'room', room, state: 'refused', reason: problem });
  }

  client.store.subscribe(action => {
    if (action.type === 'connected') wanted.forEach(room => void join(room));
    if (action.type === 'out of room' && action.isClosed && wanted.has(action.room))
      told({ report: 'room', room: action.room, state: 'refused', reason: 'room-closed' });
  });

  return order => {
    if (order.order === 'say in') {
      if (isConnected()) client.say(roomKey(order.room), order.text);
    } else if (order.order === 'join') {
      wanted.add(order.room);
      if (isConnected()) void join(order.room);
    } else {
      wanted.delete(order.room);
      told({ report: 'room', room: order.room, state: 'out' });
      if (isConnected()) void client.leaveRoom(order.room);
    }
  };
}

export function report(action: Action): void {
  const told = reportOf(action);
  if (told !== null) tell(told);
}

/** What the shell hears of an action; null: nothing. */
export function reportOf(action: Action): Report | null {
  switch (action.type) {
    case 'connecting':
    case 'connected':
      return { report: 'status', kind: action.type, server: action.server };
    case 'reconnecting':
      return { report: 'status', kind: 'reconnecting', server: action.next };
    case 'refused':
      return { report: 'status', kind: 'refused', server: '' };
    case 'disconnected':
      return { report: 'status', kind: 'offline', server: '' };
    case 'sending': // by the script or by hand
      return sent(action.message);
    case 'delivered':
      return { report: 'delivered', id: action.id, connections: action.connections };
    case 'failed':
    case 'unconfirmed':
    case 'unanswered':
      return { report: 'failed', id: action.id, reason: action.reason };
    case 'received':
      return arrived(action.message);
    default:
      return null;
  }
}

const sent = ({ id, to }: { id: string; to: string }): Report =>
    (isRoom(to) ? { report: 'said', id, room: titleOf(to) } : { report: 'sent', id, to });

const arrived = ({ id, from, to }: { id: string; from: string; to: string }): Report =>
    (isRoom(to) ? { report: 'heard', id, from, room: titleOf(to) } : { report: 'arrived', id, from, to });

function urlOf(client: Client, id: string): string {
  return client.store.getState().servers.find(server => server.id === id)?.url ?? ANY_SERVER;
}
