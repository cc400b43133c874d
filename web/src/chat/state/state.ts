/** All that the chat page shows, and what may change it. */

import type { InstantMessage } from '../../shared/protocol';
import type { ServerChoice } from '../../shared/servers';

export type Status =
  | { kind: 'offline' }
  | { kind: 'connecting'; server: string }
  | { kind: 'connected'; server: string }
  /** `server` was lost; at `retryAt` (ms since 1970) `next` is tried, which may be another. */
  | { kind: 'reconnecting'; server: string; reason: string; next: string; retryAt: number }
  | { kind: 'refused'; server: string; reason: string };

/** Whether what is sent goes out now, or as soon as a server is there again. */
export const canSend = ({ kind }: Status): boolean => kind === 'connected' || kind === 'reconnecting';

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
  /** When it went out first, absent until then: for how long it may be sent again under its id. */
  triedAt?: number;
  /** While it is being sent: its echo has come, so a server has it, and without an answer it has not failed. */
  isTaken?: true;
  /** The id of the message that reached nobody, in whose place this one was sent. */
  replaces?: string;
}

/** The other one left, or came back. */
export interface Note {
  at: number;
  kind: 'left' | 'returned';
}

/** All that was said with one person, oldest first. */
export interface Thread {
  peer: string;
  messages: readonly ChatMessage[];
  notes: readonly Note[];
  unread: number;
  /** Everything up to here (ms since 1970) has been seen. */
  readAt: number;
}

export interface Recipient {
  name: string;
  presence: 'here' | 'left' | 'returned';
  /** By the user's own hand; otherwise their message opened the thread, and the focus stays where it is. */
  isOwnChoice: boolean;
}

export interface State {
  status: Status;
  servers: readonly ServerChoice[];
  /** The name that is (or was last) used; null before the first connection. */
  me: string | null;
  /** Everyone online, sorted; null while that is not known. */
  people: readonly string[] | null;
  threads: ReadonlyMap<string, Thread>;
  recipient: Recipient | null;
  /** Something stands in the field for the next message: a new message then opens no other thread. */
  isTyping: boolean;
  /** A name is being looked for: the same then. */
  isSearching: boolean;
  /** The page can be seen: what is shown is read. */
  isVisible: boolean;
  rejection: string | null;
  /** Why this browser does not keep what is said. */
  storageTrouble: string | null;
}

export type Action =
  | { type: 'servers'; servers: readonly ServerChoice[] }
  | { type: 'user'; me: string }
  | { type: 'connecting'; server: string }
  | { type: 'connected'; server: string }
  | { type: 'reconnecting'; reason: string; next: string; retryAt: number }
  | { type: 'refused'; reason: string }
  | { type: 'disconnected' }
  | { type: 'list'; users: readonly string[]; at: number }
  | { type: 'presence'; joined: readonly string[]; left: readonly string[]; at: number }
  | { type: 'choose'; name: string }
  | { type: 'leave thread' }
  | { type: 'typing'; isTyping: boolean }
  | { type: 'searching'; isSearching: boolean }
  | { type: 'visible'; isVisible: boolean }
  | { type: 'history'; messages: readonly ChatMessage[]; readAt: ReadonlyMap<string, number>; now: number }
  | { type: 'read'; peer: string; at: number }
  | { type: 'forget' }
  | { type: 'sending'; message: ChatMessage }
  | { type: 'tried'; id: string; to: string; at: number }
  | { type: 'retrying'; id: string; to: string }
  | { type: 'delivered'; id: string; to: string; connections: number }
  | { type: 'failed'; id: string; to: string; reason: string }
  | { type: 'unanswered'; id: string; to: string; reason: string }
  | { type: 'received'; message: InstantMessage }
  | { type: 'rejected'; text: string }
  | { type: 'storage'; trouble: string | null };

export const initialState: State = {
  status: { kind: 'offline' },
  servers: [],
  me: null,
  people: null,
  threads: new Map(),
  recipient: null,
  isTyping: false,
  isSearching: false,
  isVisible: true,
  rejection: null,
  storageTrouble: null,
};
