/** One user's connection to the mesh: Socket.IO's events in, the store's actions out. It moves to another server when its own is gone. */

import { io, type Socket } from 'socket.io-client';
import { isSendAnswer, refusalOf, type ClientEvents, type OutgoingMessage, type ServerEvents } from '../../shared/protocol';
import { inPlainWords } from '../../shared/reasons';
import type { ServerChoice } from '../../shared/servers';
import type { Action } from '../state/state';
import type { Dispatch } from '../state/store';
import { follow } from './follow';
import { leaveWithThePage } from './leaving';
import { nextAttempt, shuffled } from './retry';

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

/** Servers answer within 5 s, if only that another does not: one that is silent for longer stands still. */
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
  const ring = shuffled(servers); // all clients of a server that is gone are not to go to the same next one
  const socket = open(server.url);

  function tryNow(): void {
    clearTimeout(timer);
    timer = undefined;
    moveTo(socket, trying.url);
    socket.connect();
  }

  function tryLater(reason: string): void {
    if (isClosed || timer !== undefined) return;
    const next = nextAttempt(++attempt, current, ring);
    trying = next.server;
    dispatch({ type: 'reconnecting', reason: inPlainWords(reason), next: trying.id, retryAt: Date.now() + next.delayMs });
    timer = setTimeout(tryNow, next.delayMs);
  }

  /** Without a word to the server, which would not hear it: its session moves along. */
  function giveUp(): void {
    if (isClosed || !socket.connected) return;
    attempt = Math.max(attempt, 1); // past this server, to the others
    socket.io._close();
  }

  function close(): void {
    isClosed = true;
    clearTimeout(timer);
    stay();
    socket.off(); // what an ended connection still reports concerns nobody
    socket.disconnect();
  }

  function retryNow(): void {
    if (timer !== undefined) tryNow();
  }

  function emit(message: OutgoingMessage): void {
    dispatch({ type: 'tried', id: message.id, to: message.to, at: Date.now() });
    socket.timeout(ANSWER_WITHIN_MS).emit('im', message, (error: Error | null, answer: unknown) => {
      // The next connection sends it again: its id keeps it from coming twice.
      if (error !== null) return giveUp();
      dispatch(outcomeOf(message, answer));
    });
  }

  function refuse(reason: string): void {
    close(); // the server would say the same to every further try
    dispatch({ type: 'refused', reason });
  }

  // Anew on each reconnection: a server knows a connection, not the one that it replaces.
  socket.on('connect', () => {
    socket.timeout(ANSWER_WITHIN_MS).emit('identify', { user: name, presence: 'changes' }, (error: Error | null, answer: unknown) => {
      if (error !== null) return giveUp();
      const refusal = refusalOf(answer);
      if (refusal !== null) return refuse(refusal);
      [current, attempt] = [trying, 0];
      dispatch({ type: 'connected', server: current.id });
    });
    for (const message of pending()) emit(message);
  });
  socket.on('disconnect', reason => {
    socket.sendBuffer = []; // Socket.IO would send it before identify; it is pending
    tryLater(reason);
  });
  // A server that refuses, rather than one that is not reached, ends the socket.
  socket.on('connect_error', error => (socket.active ? tryLater(error.message) : refuse(error.message)));
  follow(socket, dispatch);
  const stay = leaveWithThePage(() => {
    socket.disconnect();
    tryLater('io client disconnect'); // for the page that the browser keeps and shows again
  }, retryNow);

  tryNow();
  return {
    // Not connected: it waits, as one that is being sent, for the next connection.
    send: message => socket.connected && emit(message),
    retryNow,
    close,
  };
}

/** The session moves along: the next server asks the last one for what this client missed. */
function moveTo(socket: ChatSocket, url: string): void {
  const manager = socket.io as unknown as { uri: string } | undefined;
  if (manager !== undefined) manager.uri = url;
}

function outcomeOf({ id, to }: OutgoingMessage, answer: unknown): Action {
  if (!isSendAnswer(answer)) return { type: 'failed', id, to, reason: 'the server answered something unknown' };
  if ('error' in answer) return { type: 'failed', id, to, reason: answer.error.message };
  return { type: 'delivered', id, to, connections: answer.delivered };
}
