/** The chat page as one of the shell's frames: it does what the shell says, and tells what happens. */

import { isOrder, type Report } from '../shared/frames';
import { ANY_SERVER, type Client } from './client';
import type { Action } from './state/action';

export const isFrame = globalThis.parent !== globalThis.window && new URLSearchParams(globalThis.location?.search).has('frame');

const tell = (report: Report): void => parent.postMessage(report, location.origin);

export function obeyShell(client: Client): void {
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || origin !== location.origin || !isOrder(data)) return;
    if (data.order === 'disconnect') return client.disconnect();
    if (data.order === 'connect') return void client.connect(data.name, urlOf(client, data.server));
    client.choose(data.to);
    client.send(data.text);
  });
  tell({ report: 'ready' });
}

export function report(action: Action): void {
  switch (action.type) {
    case 'connecting':
    case 'connected':
      return tell({ report: 'status', kind: action.type, server: action.server });
    case 'reconnecting':
      return tell({ report: 'status', kind: 'reconnecting', server: action.next });
    case 'refused':
      return tell({ report: 'status', kind: 'refused', server: '' });
    case 'disconnected':
      return tell({ report: 'status', kind: 'offline', server: '' });
    case 'sending': // by the script or by hand
      return tell({ report: 'sent', id: action.message.id, to: action.message.to });
    case 'delivered':
      return tell({ report: 'delivered', id: action.id, connections: action.connections });
    case 'failed':
    case 'unconfirmed':
    case 'unanswered':
      return tell({ report: 'failed', id: action.id, reason: action.reason });
    case 'received':
      return tell({ report: 'arrived', id: action.message.id, from: action.message.from, to: action.message.to });
    default:
  }
}

function urlOf(client: Client, id: string): string {
  return client.store.getState().servers.find(server => server.id === id)?.url ?? ANY_SERVER;
}
