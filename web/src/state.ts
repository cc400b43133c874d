/** All that the page shows, and what may change it. */

import type { InstantMessage } from './protocol';
import type { ServerChoice } from './servers';

export type Status =
  | { kind: 'offline' }
  | { kind: 'connecting'; server: string }
  | { kind: 'connected'; server: string }
  | { kind: 'reconnecting'; server: string; reason: string }
  | { kind: 'refused'; server: string; reason: string };

/** How a message of this window fares. */
export type Delivery =
  | { kind: 'sending' }
  | { kind: 'delivered'; connections: number }
  | { kind: 'failed'; reason: string };

export interface ChatMessage {
  id: string;
  from: string;
  to: string;
  text: string;
  at: number;
  /** Absent on what others sent, and on what this user sent from another window. */
  delivery?: Delivery;
}

export interface State {
  status: Status;
  servers: readonly ServerChoice[];
  /** The name that is (or was last) used; null before the first connection. */
  me: string | null;
  users: readonly string[];
  recipient: { name: string; presence: 'here' | 'left' | 'returned' } | null;
  messages: readonly ChatMessage[];
  rejection: string | null;
}

export type Action =
  | { type: 'servers'; servers: readonly ServerChoice[] }
  | { type: 'connecting'; server: string; me: string }
  | { type: 'connected' }
  | { type: 'reconnecting'; reason: string }
  | { type: 'refused'; reason: string }
  | { type: 'disconnected' }
  | { type: 'list'; users: readonly string[] }
  | { type: 'choose'; name: string }
  | { type: 'sending'; message: ChatMessage }
  | { type: 'delivered'; id: string; connections: number }
  | { type: 'failed'; id: string; reason: string }
  | { type: 'received'; message: InstantMessage }
  | { type: 'rejected'; text: string };

export const initialState: State = {
  status: { kind: 'offline' },
  servers: [],
  me: null,
  users: [],
  recipient: null,
  messages: [],
  rejection: null,
};
