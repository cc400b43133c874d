/** One user's connection to one server: Socket.IO's events in, the store's actions out. */

import { io, type Socket } from 'socket.io-client';
import { isRejection, isSendAnswer, isUserList, readInstantMessage, type ClientEvents, type OutgoingMessage, type ServerEvents } from './protocol';
import { inPlainWords } from './reasons';
import type { ServerChoice } from './servers';
import type { Dispatch } from './store';

export interface Connection {
  send(message: OutgoingMessage): void;
  close(): void;
}

type ChatSocket = Socket<ServerEvents, ClientEvents>;

const ANSWER_WITHIN_MS = 15_000;
const AGAIN_AFTER_MS = 2_000;

function openSocket(url: string): ChatSocket {
  return io(url, { forceNew: true, timeout: 10_000, reconnectionDelayMax: 5_000 });
}

export function openConnection(server: ServerChoice, name: string, dispatch: Dispatch, open: (url: string) => ChatSocket = openSocket): Connection {
  dispatch({ type: 'connecting', server: server.id, me: name });
  const socket = open(server.url);
  const close = closer(socket);

  // Anew on each reconnection: a server knows a connection, not the one that it replaces.
  socket.on('connect', () => {
    socket.emit('identify', name);
    dispatch({ type: 'connected' });
  });
  followLoss(socket, dispatch, close);
  leaveWithThePage(socket);
  socket.on('update_client', update => {
    if (isUserList(update)) dispatch({ type: 'list', users: update.list });
  });
  socket.on('im', received => {
    const message = readInstantMessage(received);
    if (message !== null) dispatch({ type: 'received', message });
  });
  socket.on('rejected', rejection => {
    if (!isRejection(rejection)) return;
    if (rejection.event !== 'identify') return dispatch({ type: 'rejected', text: `${rejection.message} (${rejection.event}: ${rejection.code})` });
    close(); // the server would say the same to every further try
    dispatch({ type: 'refused', reason: rejection.message });
  });

  return { send: message => send(socket, message, dispatch), close };
}

function closer(socket: ChatSocket): () => void {
  return () => {
    socket.off(); // what an ended connection still reports concerns nobody
    socket.disconnect();
  };
}

/** Whoever closes the page leaves at once: otherwise servers keep a session for a while, for a connection that was merely lost. */
function leaveWithThePage(socket: ChatSocket): void {
  globalThis.addEventListener?.('pagehide', () => socket.disconnect());
  globalThis.addEventListener?.('pageshow', event => {
    if (event.persisted) socket.connect(); // the browser had kept the page
  });
}

/** Socket.IO tries again by itself, with back-off and for ever, except when the server spoke: then it is on us. */
function followLoss(socket: ChatSocket, dispatch: Dispatch, close: () => void): void {
  socket.on('disconnect', reason => {
    dispatch({ type: 'reconnecting', reason: inPlainWords(reason) });
    // A server that shuts down in good order says goodbye, and will be back.
    if (!socket.active) setTimeout(() => socket.hasListeners('connect') && socket.connect(), AGAIN_AFTER_MS);
  });
  socket.on('connect_error', error => {
    if (socket.active) return dispatch({ type: 'reconnecting', reason: inPlainWords(error.message) });
    close();
    dispatch({ type: 'refused', reason: error.message });
  });
}

function send(socket: ChatSocket, message: OutgoingMessage, dispatch: Dispatch): void {
  // Kept back, it would go out before `identify` does on reconnection, and be refused.
  if (!socket.connected) return dispatch({ type: 'failed', id: message.id, reason: 'not connected' });
  socket.timeout(ANSWER_WITHIN_MS).emit('im', message, (error: Error | null, answer: unknown) => {
    if (error !== null) return dispatch({ type: 'failed', id: message.id, reason: socket.connected ? 'the server did not answer' : 'the connection was lost before the answer' });
    if (!isSendAnswer(answer)) return dispatch({ type: 'failed', id: message.id, reason: 'the server answered something unknown' });
    if ('error' in answer) return dispatch({ type: 'failed', id: message.id, reason: answer.error.message });
    dispatch({ type: 'delivered', id: message.id, connections: answer.delivered });
  });
}
