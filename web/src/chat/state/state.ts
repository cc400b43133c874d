/** All that the chat page shows, and what may change it. */

import type { ServerChoice } from '../../shared/servers';
import type { ConversationKey } from './conversation';
import { initialSettings, type Settings } from './settings';

export type Status =
  | { kind: 'offline' }
  | { kind: 'connecting'; server: string }
  | { kind: 'connected'; server: string }
  /** `server` was lost; at `retryAt` (ms since 1970) `next` is tried, which may be another. */
  | { kind: 'reconnecting'; server: string; reason: string; next: string; retryAt: number }
  | { kind: 'refused'; server: string; code: string; reason: string };

/** Whether what is sent goes out now, or as soon as a server is there again. */
export const canSend = ({ kind }: Status): boolean => kind === 'connected' || kind === 'reconnecting';

/** How a message of this window fares. */
export type Delivery =
  | { kind: 'sending' }
  /** The recipient's connections that have it; 0: nobody was there. */
  | { kind: 'delivered'; connections: number }
  /** It went out, and nobody can tell whether it has arrived. */
  | { kind: 'unconfirmed'; reason: string }
  /** Certainly not delivered. */
  | { kind: 'failed'; reason: string; code?: string };

export interface FileInfo {
  name: string;
  /** The media type that the sender told. */
  type: string;
  /** In bytes. */
  size: number;
}

export interface ChatMessage {
  id: string;
  from: string;
  to: ConversationKey;
  text: string;
  at: number;
  /** Absent on what others sent, and on what this user sent from another window. */
  delivery?: Delivery;
  /** When it went out first, absent until then: for how long it may be sent again under its id. */
  triedAt?: number;
  /** While it is being sent: its echo has come, so a server has it, and without an answer it has not failed. */
  isTaken?: true;
  /** The author has changed the text since. */
  isEdited?: true;
  /** The author has taken it back: its text is gone. */
  isDeleted?: true;
  /** By emoji, who gave it. */
  reactions?: Readonly<Record<string, readonly string[]>>;
  file?: FileInfo;
  /** The room to which it invites. */
  invitation?: string;
}

/** The other one left, or came back. */
export interface Note {
  at: number;
  kind: 'left' | 'returned';
}

/** What was said in one conversation, oldest first: all, or the latest of it. */
export interface Thread {
  key: ConversationKey;
  messages: readonly ChatMessage[];
  notes: readonly Note[];
  unread: number;
  /** Everything up to here (ms since 1970) has been seen. */
  readAt: number;
  /** The first message that was not read when the user came: under the line "New". */
  newFrom?: string;
  /** From this time on (ms since 1970) all that this browser keeps is here; 0: all of it is. */
  completeFrom: number;
  /** Up to here (ms since 1970, a server's time) the other one has read. */
  readByPeerAt: number;
}

export interface Recipient {
  key: ConversationKey;
  presence: 'here' | 'left' | 'returned';
  /** By the user's own hand; otherwise their message opened the thread. */
  isOwnChoice: boolean;
}

/** A room that this user is in, or was until it was closed. */
export interface Room {
  /** Who is in it; null while that is not known. */
  members: readonly string[] | null;
  isClosed: boolean;
}

export interface State {
  status: Status;
  servers: readonly ServerChoice[];
  /** The name that is (or was last) used; null before the first connection. */
  me: string | null;
  /** How many connections this user has, at all servers. */
  devices: number;
  /** Everyone online, sorted; null while that is not known. */
  people: readonly string[] | null;
  rooms: ReadonlyMap<string, Room>;
  threads: ReadonlyMap<ConversationKey, Thread>;
  recipient: Recipient | null;
  /** What was begun to be written, to whom. */
  drafts: ReadonlyMap<ConversationKey, string>;
  /** Who writes in which conversation, and until when (ms since 1970) that is believed. */
  typing: ReadonlyMap<ConversationKey, { name: string; until: number }>;
  /** A name is being looked for: nothing opens meanwhile. */
  isSearching: boolean;
  /** The page can be seen: what is shown is read. */
  isVisible: boolean;
  /** The end of the open thread is in sight: what comes is read. */
  isAtEnd: boolean;
  /** One of list and thread at a time: then no message opens a thread. */
  isNarrow: boolean;
  settings: Settings;
  /** What the user should know, until they have seen it. */
  notice: string | null;
  /** When (ms since 1970) the token ends; null: not soon, or there is none. */
  tokenEndsAt: number | null;
  /** Why this browser does not keep what is said. */
  storageTrouble: string | null;
}

export const initialState: State = {
  status: { kind: 'offline' },
  servers: [],
  me: null,
  devices: 1,
  people: null,
  rooms: new Map(),
  threads: new Map(),
  recipient: null,
  drafts: new Map(),
  typing: new Map(),
  isSearching: false,
  isVisible: true,
  isAtEnd: true,
  isNarrow: false,
  settings: initialSettings,
  notice: null,
  tokenEndsAt: null,
  storageTrouble: null,
};
