/** What the server tells by itself, as actions of the store. What it should not say is passed over. */

import { isRejection, isUserList, readInstantMessage, readPresence } from '../../shared/protocol';
import type { Dispatch } from '../state/store';
import type { ChatSocket } from './connection';

export function follow(socket: ChatSocket, dispatch: Dispatch): void {
  socket.on('update_client', update => {
    if (isUserList(update)) dispatch({ type: 'list', users: update.list, at: Date.now() });
  });
  socket.on('presence', change => {
    const presence = readPresence(change);
    if (presence !== null) dispatch({ type: 'presence', ...presence, at: Date.now() });
  });
  socket.on('im', received => {
    const message = readInstantMessage(received);
    if (message !== null) dispatch({ type: 'received', message });
  });
  socket.on('rejected', rejection => {
    if (isRejection(rejection)) dispatch({ type: 'rejected', text: rejection.message });
  });
}
