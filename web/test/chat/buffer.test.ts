import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openConnection, type ChatSocket } from '../../src/chat/connection/connection';
import type { Action } from '../../src/chat/state/action';

const SERVER = { id: 'server-1', url: 'http://localhost:3001' };
const MESSAGE = { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', forwarded: false } as const;
const OUTGOING = { key: 'Billy', message: MESSAGE };

/** What of Socket.IO's client a server or a network plays. */
interface Played {
  io: { engine: { _hasPingExpired(): boolean } };
  onconnect(id: string): void;
  onclose(reason: string): void;
  packet(packet: { data: [event: string] }): void;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('what Socket.IO holds back while it finds a connection dead goes out after identify, once, and disturbs no later connection', () => {
  const socket: ChatSocket = io(SERVER.url, { forceNew: true, autoConnect: false, reconnection: false });
  socket.connect = () => socket;
  const [played, went, told]: [Played, string[], Action[]] = [socket as unknown as Played, [], []];
  let isDead = false;
  played.io.engine = { _hasPingExpired: () => isDead };
  played.packet = ({ data }) => void went.push(data[0]);
  const connection = openConnection({ name: 'Anna', server: SERVER, servers: [SERVER], dispatch: action => told.push(action), open: () => socket, pending: () => [OUTGOING], rooms: () => [] });
  played.onconnect('1');
  isDead = true;
  connection.send(OUTGOING);
  played.onclose('ping timeout');
  isDead = false;
  went.length = 0;
  vi.advanceTimersByTime(10_000);
  played.onconnect('2');
  expect(went).toEqual(['identify', 'im']);
  vi.advanceTimersByTime(10_000);
  expect(told.filter(({ type }) => type === 'reconnecting')).toHaveLength(1);
});
