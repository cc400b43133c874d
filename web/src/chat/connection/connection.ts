/** One user's connection to the mesh: Socket.IO's events in, the store's actions out. It moves to another server when its own is gone. */

import { io, type Socket } from 'socket.io-client';
import { readConnections, readFeatures, refusalOf, type ClientEvents, type Features, type OutgoingMessage, type Refusal,
  type ServerEvents } from '../../shared/protocol';
import { inPlainWords } from '../../shared/reasons';
import type { ServerChoice } from '../../shared/servers';
import type { ConversationKey } from '../state/conversation';
import type { Dispatch } from '../state/store';
import { follow } from './follow';
import { leaveWithThePage } from './leaving';
import { hearNetwork } from './network';
import { outcomeOf } from './outcome';
import { requestsOf, type Requests } from './requests';
import { nextAttempt, shuffled } from './retry';
import { seatIn, type Rooms } from './rooms';

/** A message, and in which conversation its fate is told. */
export interface Outgoing {
  key: ConversationKey;
  message: OutgoingMessage;
}

export interface Connection extends Rooms, Requests {
  send(outgoing: Outgoing): void;
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
  pending(): Outgoing[];
  /** The rooms to be in, on each new connection. */
  rooms(): Iterable<string>;
  /** Who proves who they are. */
  token?: string | undefined;
  /** Do not share the name with somebody who is connected by it. */
  unlessTaken?: boolean | undefined;
  /** The client asks it when a server cannot be reached at once: a test's stand-in for Socket.IO's. */
  open?(url: string, token: string | undefined): ChatSocket;
}

export type ChatSocket = Socket<ServerEvents, ClientEvents>;

/** Servers answer within 5 s, if only that another does not: one that is silent for longer stands still. */
const ANSWER_WITHIN_MS = 15_000;
const CONNECT_WITHIN_MS = 5_000;

const NONE: Features = { signals: false, files: 0 };

function openSocket(url: string, token: string | undefined): ChatSocket {
  return io(url, { forceNew: true, autoConnect: false, reconnection: false, timeout: CONNECT_WITHIN_MS,
      ...(token && { auth: { token } }) });
}

export function openConnection({ name, server, servers, dispatch, pending, rooms, token, unlessTaken,
    open = openSocket }: ConnectionOptions): Connection {
  let current = server; // where it is, or was last
  let trying = server;
  let attempt = 0;
  let isClosed = false;
  let features: Features = NONE;
  let asksWhetherTaken = unlessTaken ?? false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ring = shuffled(servers); // all clients of a server that is gone are not to go to the same next one
  const socket = open(server.url, token);
  const seats = seatIn(socket, dispatch, ANSWER_WITHIN_MS);

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
  function breakOff(): void {
    if (!isClosed && socket.connected) socket.io._close();
  }

  /** Past this server, to the others. */
  function giveUp(): void {
    if (socket.connected) attempt = Math.max(attempt, 1);
    breakOff();
  }

  function close(): void {
    isClosed = true;
    clearTimeout(timer);
    stay();
    stopHearing();
    socket.off(); // what an ended connection still reports concerns nobody
    socket.disconnect();
  }

  function retryNow(): void {
    if (timer !== undefined) tryNow();
  }

  function emit({ key, message }: Outgoing): void {
    dispatch({ type: 'tried', id: message.id, to: key, at: Date.now() });
    socket.timeout(ANSWER_WITHIN_MS).emit('im', message, (error: Error | null, answer: unknown) => {
      // The next connection sends it again: its id keeps it from coming twice.
      if (error !== null) return giveUp();
      dispatch(outcomeOf(message.id, key, answer));
    });
  }

  function refuse({ code, message }: Refusal): void {
    close(); // the server would say the same to every further try
    dispatch({ type: 'refused', code, reason: message });
  }

  function identify(): void {
    const who = { user: name, presence: 'changes', signals: true, files: true,
        ...(asksWhetherTaken && { unlessTaken: true as const }) } as const;
    socket.timeout(ANSWER_WITHIN_MS).emit('identify', who, (error: Error | null, answer: unknown) => {
      if (error !== null) return giveUp();
      const refusal = refusalOf(answer);
      if (refusal !== null) return refuse(refusal);
      [current, attempt, asksWhetherTaken] = [trying, 0, false];
      features = readFeatures(answer);
      const connections = readConnections(answer);
      dispatch({ type: 'connected', server: current.id, ...(connections !== null && { connections }) });
      void joinAll();
    });
  }

  /** One after the other: many at once would be too fast. */
  async function joinAll(): Promise<void> {
    const on = socket.id;
    for (const room of rooms()) if (socket.id === on) await join(room);
  }

  /** What was said in the room meanwhile waits for that. */
  async function join(room: string): Promise<Refusal | null> {
    const refusal = await seats.join(room);
    for (const outgoing of pending()) {
      if (!isTo(room, outgoing.message)) continue;
      if (refusal === null) emit(outgoing);
      else dispatch({ type: 'failed', id: outgoing.message.id, to: outgoing.key, reason: refusal.message, code: refusal.code });
    }
    return refusal;
  }

  // Anew on each reconnection: a server knows a connection, not the one that it replaces.
  socket.on('connect', () => {
    identify();
    for (const outgoing of pending()) if (!('room' in outgoing.message)) emit(outgoing);
  });
  socket.on('disconnect', reason => {
    socket.sendBuffer = []; // Socket.IO would send it before identify; it is pending
    tryLater(globalThis.navigator?.onLine === false ? 'offline' : reason);
  });
  // A server that refuses, rather than one that is not reached, ends the socket.
  socket.on('connect_error', error => (socket.active ? tryLater(error.message)
      : refuse(refusalOf({ error: (error as { data?: unknown }).data }) ?? { code: 'refused', message: error.message })));
  follow(socket, name, dispatch);
  const stay = leaveWithThePage(() => {
    socket.disconnect();
    tryLater('io client disconnect'); // for the page that the browser keeps and shows again
  }, retryNow);
  const stopHearing = hearNetwork(breakOff, retryNow);

  tryNow();
  return {
    join,
    leave: seats.leave,
    // Not connected: it waits, as one that is being sent, for the next connection.
    send: outgoing => void (socket.connected && (!('room' in outgoing.message) || seats.isIn(outgoing.message.room)) && emit(outgoing)),
    ...requestsOf(socket, () => features, ANSWER_WITHIN_MS),
    retryNow,
    close,
  };
}

const isTo = (room: string, message: OutgoingMessage): boolean => 'room' in message && message.room === room;

/** The session moves along: the next server asks the last one for what this client missed. */
function moveTo(socket: ChatSocket, url: string): void {
  const manager = socket.io as unknown as { uri: string } | undefined;
  if (manager !== undefined) manager.uri = url;
}
