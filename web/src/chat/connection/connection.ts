/** One user's connection to the mesh: Socket.IO's events in, the store's actions out. It moves to another server when its own is gone. */

import { io, type Socket } from 'socket.io-client';
import {
  isRejection, isSendAnswer, isUserList, readInstantMessage, readPresence, refusalOf, type ClientEvents, type OutgoingMessage, type ServerEvents,
} from '../../shared/protocol';
import { inPlainWords } from '../../shared/reasons';
import type { ServerChoice } from '../../shared/servers';
import type { Dispatch } from '../state/store';
import { nextAttempt } from './retry';

export interface Connection {
  send(message: OutgoingMessage): void;
  /** Tries now what it would try later. */
  retryNow(): void;
  close(): void;
}

export interface ConnectionOptions {
  name: string;
  /** The first to try. */
  server: ServerChoice;
  /** All of the mesh: where to go when that one is gone. */
  servers: readonly ServerChoice[];
  dispatch: Dispatch;
  /** What was sent and has no answer: sent again, under the same ids, on each new connection. */
  pending(): OutgoingMessage[];
  /** The client asks it when a server cannot be reached at once: a test's stand-in for Socket.IO's. */
  open?(url: string): ChatSocket;
}

export type ChatSocket = Socket<ServerEvents, ClientEvents>;

const ANSWER_WITHIN_MS = 15_000;
const CONNECT_WITHIN_MS = 5_000;

function openSocket(url: string): ChatSocket {
  return io(url, { forceNew: true, autoConnect: false, reconnection: false, timeout: CONNECT_WITHIN_MS });
}

export function openConnection({ name, server, servers, dispatch, pending, open = openSocket }: ConnectionOptions): Connection {
  let current = server; // where it is, or was last
  let trying = server;
  let attempt = 0;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const socket = open(server.url);

  function tryNow(): void {
    clearTimeout(timer);
    timer = undefined;
    moveTo(socket, trying.url);
    socket.connect();
  }

  function tryLater(reason: string): void {
    if (isClosed || timer !== undefined) return;
    const next = nextAttempt(++attempt, current, servers);
    trying = next.server;
    dispatch({ type: 'reconnecting', reason: inPlainWords(reason), next: trying.id, retryAt: Date.now() + next.delayMs });
    timer = setTimeout(tryNow, next.delayMs);
  }

  function close(): void {
    isClosed = true;
    clearTimeout(timer);
    socket.off(); // what an ended connection still reports concerns nobody
    socket.disconnect();
  }

  function refuse(reason: string): void {
    close(); // the server would say the same to every further try
    dispatch({ type: 'refused', reason });
  }

  // Anew on each reconnection: a server knows a connection, not the one that it replaces.
  socket.on('connect', () => {
    socket.timeout(ANSWER_WITHIN_MS).emit('identify', { user: name, presence: 'changes' }, (error: Error | null, answer: unknown) => {
      if (error !== null) return void (socket.connected && socket.disconnect()); // and tries again
      const refusal = refusalOf(answer);
      if (refusal !== null) return refuse(refusal);
      [current, attempt] = [trying, 0];
      dispatch({ type: 'connected', server: current.id });
    });
    for (const message of pending()) emit(socket, message, dispatch);
  });
  socket.on('disconnect', reason => tryLater(reason));
  // A server that refuses, rather than one that is not reached, ends the socket.
  socket.on('connect_error', error => (socket.active ? tryLater(error.message) : refuse(error.message)));
  follow(socket, dispatch);
  leaveWithThePage(socket, () => isClosed);

  tryNow();
  return {
    // Not connected: it waits, as one that is being sent, for the next connection.
    send: message => socket.connected && emit(socket, message, dispatch),
    retryNow: () => timer !== undefined && tryNow(),
    close,
  };
}

/** The session moves along: the next server asks the last one for what this client missed. */
function moveTo(socket: ChatSocket, url: string): void {
  const manager = socket.io as unknown as { uri: string } | undefined;
  if (manager !== undefined) manager.uri = url;
}

function follow(socket: ChatSocket, dispatch: Dispatch): void {
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
    if (isRejection(rejection)) dispatch({ type: 'rejected', text: `${rejection.message} (${rejection.event}: ${rejection.code})` });
  });
}

/** Whoever closes the page leaves at once: otherwise servers keep a session for a while, for a connection that was merely lost. */
function leaveWithThePage(socket: ChatSocket, isClosed: () => boolean): void {
  globalThis.addEventListener?.('pagehide', () => socket.disconnect());
  globalThis.addEventListener?.('pageshow', event => {
    if (event.persisted && !isClosed()) socket.connect(); // the browser had kept the page
  });
}

function emit(socket: ChatSocket, message: OutgoingMessage, dispatch: Dispatch): void {
  const { id, to } = message;
  socket.timeout(ANSWER_WITHIN_MS).emit('im', message, (error: Error | null, answer: unknown) => {
    // With the connection lost, the next one sends it again: its id keeps it from coming twice.
    if (error !== null) return void (socket.connected && dispatch({ type: 'failed', id, to, reason: 'the server did not answer' }));
    if (!isSendAnswer(answer)) return dispatch({ type: 'failed', id, to, reason: 'the server answered something unknown' });
    if ('error' in answer) return dispatch({ type: 'failed', id, to, reason: answer.error.message });
    dispatch({ type: 'delivered', id, to, connections: answer.delivered });
  });
}
