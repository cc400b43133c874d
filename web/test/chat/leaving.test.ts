// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openConnection, type Connection } from '../../src/chat/connection/connection';
import { FakeSocket } from './fake-socket';

const SERVER = { id: 'server-1', url: 'http://localhost:3001' };
let socket: FakeSocket;
let connection: Connection;
let connects: number;

beforeEach(() => {
  vi.useFakeTimers();
  connects = 0;
  socket = new FakeSocket(() => connects++);
  connection = openConnection({ name: 'Anna', server: SERVER, servers: [SERVER], dispatch: () => {}, pending: () => [], rooms: () => [], open: socket.open });
  socket.plays('connect');
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

const comesBack = (): boolean => dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

it('leaves with the page, and connects once when the browser shows it again', () => {
  dispatchEvent(new Event('pagehide'));
  expect(socket.connected).toBe(false);
  comesBack();
  vi.runAllTimers();
  expect(connects).toBe(2);
});

it('has nothing to do with the page once it is closed', () => {
  const leave = vi.spyOn(socket, 'disconnect');
  connection.close();
  dispatchEvent(new Event('pagehide'));
  comesBack();
  vi.runAllTimers();
  expect([leave.mock.calls.length, connects]).toEqual([1, 1]);
});
