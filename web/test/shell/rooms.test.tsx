// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Order } from '../../src/shared/frames';
import { useRooms } from '../../src/shell/useRooms';

const [ANNA, BILLY] = [0, 1];
afterEach(cleanup);

function start() {
  const ordered: [number, Order][] = [];
  const { result } = renderHook(() => useRooms((key, order) => ordered.push([key, order])));
  const rooms = () => result.current;
  act(() => rooms().add('tea'));
  act(() => rooms().set('tea', [ANNA, BILLY], true));
  const hear = (key: number, state: 'in' | 'out' | 'refused') => act(() => rooms().hear(key, { report: 'room', room: 'tea', state }));
  return { rooms, ordered, hear };
}

it('tells each frame once, and shows who is there only when they say so', () => {
  const { rooms, ordered, hear } = start();
  act(() => rooms().set('tea', [ANNA, BILLY], true));
  expect(ordered).toEqual([[ANNA, { order: 'join', room: 'tea' }], [BILLY, { order: 'join', room: 'tea' }]]);
  hear(ANNA, 'in');
  hear(BILLY, 'refused');
  expect([rooms().seatsOf(ANNA).get('tea'), rooms().seatsOf(BILLY).get('tea')]).toEqual(['in', 'refused']);
});

it('a client without a connection is to be there again', () => {
  const { rooms, hear } = start();
  hear(ANNA, 'in');
  act(() => rooms().hear(ANNA, { report: 'status', kind: 'reconnecting', server: 'server-1' }));
  expect(rooms().seatsOf(ANNA).get('tea')).toBe('waiting');
  hear(ANNA, 'in');
  expect(rooms().seatsOf(ANNA).get('tea')).toBe('in');
});

it('a frame that loads anew is told again', () => {
  const { rooms, ordered } = start();
  ordered.length = 0;
  act(() => rooms().isReady(BILLY));
  expect(ordered).toEqual([[BILLY, { order: 'join', room: 'tea' }]]);
});

it('who left is not brought back by a late word, and a room that is gone has nobody', () => {
  const { rooms, ordered, hear } = start();
  act(() => rooms().set('tea', [ANNA], false));
  hear(ANNA, 'in');
  expect(rooms().seatsOf(ANNA).has('tea')).toBe(false);
  act(() => rooms().remove('tea'));
  expect(ordered.at(-1)).toEqual([BILLY, { order: 'leave', room: 'tea' }]);
  expect([rooms().rooms, rooms().seatsOf(BILLY).size]).toEqual([[], 0]);
});
