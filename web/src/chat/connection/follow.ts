/** What the server tells by itself, as actions of the store. What it should not say is passed over. */

import { isRejection, isUserList, readConnections, readExpires, readFile, readInstantMessage, readLeft, readMembers, readPresence,
  readSignal } from '../../shared/protocol';
import { keepFile } from '../files/files';
import { actionOf, conversationOf } from '../signals';
import type { Dispatch } from '../state/store';
import type { ChatSocket } from './connection';

export function follow(socket: ChatSocket, me: string, dispatch: Dispatch): void {
  const on = <T>(event: Parameters<ChatSocket['on']>[0], read: (payload: unknown) => T | null, take: (told: T) => void): void => {
    socket.on(event as 'im', (payload: unknown) => {
      const told = read(payload);
      if (told !== null) take(told);
    });
  };
  on('update_client', update => (isUserList(update) ? update : null), ({ list }) =>
    dispatch({ type: 'list', users: list, at: Date.now() }));
  on('presence', readPresence, presence => dispatch({ type: 'presence', ...presence, at: Date.now() }));
  on('devices', readConnections, connections => dispatch({ type: 'devices', connections }));
  on('members', readMembers, update => dispatch({ type: 'members', ...update }));
  on('left', readLeft, ({ room, code }) => dispatch({ type: 'out of room', room, isClosed: code === 'room-closed' }));
  on('expires', readExpires, ms => dispatch({ type: 'token ends', at: Date.now() + ms }));
  on('rejected', rejection => (isRejection(rejection) ? rejection : null), ({ message }) => dispatch({ type: 'notice', text: message }));
  on('im', readInstantMessage, ({ id, from, text, at, ...where }) =>
    dispatch({ type: 'received', message: { id, from, to: conversationOf(where), text, at } }));
  on('signal', readSignal, signal => {
    const action = actionOf(signal, me);
    if (action !== null) dispatch(action);
  });
  on('file', readFile, ({ id, from, name, type, data, at, ...where }) => {
    keepFile({ id, from }, data, type);
    const message = { id, from, to: conversationOf(where), text: name, at, file: { name, type, size: data.byteLength } };
    dispatch({ type: 'received', message });
  });
}
