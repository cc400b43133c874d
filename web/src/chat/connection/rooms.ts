/** In which rooms the connection is. */

import { refusalOf, type Refusal } from '../../shared/protocol';
import type { Dispatch } from '../state/store';
import type { ChatSocket } from './connection';
import { NO_CONNECTION } from './requests';

export interface Rooms {
  /** Null: it is in the room, and is told who else is. */
  join(room: string): Promise<Refusal | null>;
  leave(room: string): Promise<Refusal | null>;
}

const CLOSED = 'room-closed';

interface Seats extends Rooms {
  /** Whether this connection, not the one before, is in it. */
  isIn(room: string): boolean;
}

const AGAIN_AFTER_MS = 1_000; // too fast

export function seatIn(socket: ChatSocket, dispatch: Dispatch, answerWithinMs: number): Seats {
  const taken = new Map<string, string>(); // by room the connection that is in it
  const ask = async (event: 'join' | 'leave' | 'members', room: string): Promise<Refusal | null> => {
    if (!socket.connected) return NO_CONNECTION;
    const within = socket.timeout(answerWithinMs);
    try {
      const answer: unknown = event === 'members' ? await within.emitWithAck('members', { room, mode: 'changes' })
          : await within.emitWithAck(event, { room });
      return refusalOf(answer);
    } catch {
      return { code: 'no-answer', message: 'the server does not answer' };
    }
  };

  return {
    async join(room) {
      const on = socket.id ?? '';
      let refusal = await ask('join', room);
      if (refusal?.code === 'too-fast') {
        await new Promise(resolve => setTimeout(resolve, AGAIN_AFTER_MS));
        refusal = await ask('join', room);
      }
      if (refusal?.code === CLOSED) dispatch({ type: 'out of room', room, isClosed: true });
      if (refusal !== null) return refusal;
      taken.set(room, on);
      dispatch({ type: 'in room', room });
      void ask('members', room); // who is there is worth knowing, not waiting for
      return null;
    },
    isIn: room => socket.id !== undefined && taken.get(room) === socket.id,
    async leave(room) {
      const refusal = await ask('leave', room);
      taken.delete(room);
      if (refusal === null || refusal.code === 'not-in-room') dispatch({ type: 'out of room', room, isClosed: false });
      return refusal;
    },
  };
}
