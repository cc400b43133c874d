/** Which of the shell's clients are to be in which rooms, and how that stands. */

import { useRef, useState } from 'react';
import type { Order, Report } from '../shared/frames';

/** A client that is to be in a room is there, is not yet, or may not. */
export type RoomState = 'in' | 'waiting' | 'refused';
export type Seats = ReadonlyMap<string, RoomState>; // by room

/** @param order Tells a client's frame, if it listens. */
export function useRooms(order: (key: number, what: Order) => void) {
  const [rooms, setRooms] = useState<readonly string[]>([]);
  const [seats, setSeats] = useState<ReadonlyMap<number, Seats>>(new Map());
  const latest = useRef(seats);
  latest.current = seats;

  const change = (key: number, what: (seatsOfIt: Map<string, RoomState>) => void): void => setSeats(all => {
    const changed = new Map(all.get(key));
    what(changed);
    return new Map(all).set(key, changed);
  });

  const set = (room: string, keys: readonly number[], isIn: boolean): void => {
    for (const key of keys) {
      if (latest.current.get(key)?.has(room) === isIn) continue;
      change(key, mine => void (isIn ? mine.set(room, 'waiting') : mine.delete(room)));
      order(key, { order: isIn ? 'join' : 'leave', room });
    }
  };

  return {
    rooms,
    set,
    seatsOf: (key: number): Seats => seats.get(key) ?? new Map(),
    add: (room: string) => setRooms(all => (all.includes(room) ? all : [...all, room])),
    remove: (room: string) => {
      set(room, [...latest.current.keys()].filter(key => latest.current.get(key)!.has(room)), false);
      setRooms(all => all.filter(other => other !== room));
    },
    /** A frame that has loaded is told where its client is to be. */
    isReady: (key: number) => {
      for (const room of latest.current.get(key)?.keys() ?? []) order(key, { order: 'join', room });
    },
    hear: (key: number, report: Report) => {
      if (report.report === 'status' && report.kind !== 'connected') {
        change(key, mine => [...mine.keys()].forEach(room => mine.set(room, 'waiting')));
      }
      if (report.report !== 'room') return;
      const { room, state } = report;
      change(key, mine => void (state !== 'out' && mine.has(room) && mine.set(room, state)));
    },
    forget: (key: number) => setSeats(all => new Map([...all].filter(([other]) => other !== key))),
  };
}
