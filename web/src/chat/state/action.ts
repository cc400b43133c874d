/** What may change the state: what the user does, what the connection tells, what the history brings. */

import type { ServerChoice } from '../../shared/servers';
import type { ConversationKey } from './conversation';
import type { Settings } from './settings';
import type { ChatMessage, FileInfo } from './state';

/** A message of another one's, or the echo of one's own. */
export type Received = Pick<ChatMessage, 'id' | 'from' | 'to' | 'text' | 'at'> & { file?: FileInfo; invitation?: string };

/** One message of this window: its id, and in which conversation. */
interface Sent {
  id: string;
  to: ConversationKey;
}

/** One message of whomever, in a conversation. */
interface Said {
  key: ConversationKey;
  id: string;
  /** Who sent the message. */
  from: string;
}

export interface KeptThread {
  key: ConversationKey;
  /** The latest. */
  messages: readonly ChatMessage[];
  readAt: number;
  /** From this time on (ms since 1970) these are all; 0: there are no others. */
  completeFrom: number;
}

export type Action =
  | { type: 'servers'; servers: readonly ServerChoice[] }
  | { type: 'user'; me: string }
  | { type: 'connecting'; server: string }
  | { type: 'connected'; server: string; connections?: number }
  | { type: 'reconnecting'; reason: string; next: string; retryAt: number }
  | { type: 'refused'; code: string; reason: string }
  | { type: 'disconnected' }
  | { type: 'devices'; connections: number }
  | { type: 'token ends'; at: number | null }
  | { type: 'list'; users: readonly string[]; at: number }
  | { type: 'presence'; joined: readonly string[]; left: readonly string[]; at: number }
  | { type: 'in room'; room: string }
  | { type: 'members'; room: string; list?: readonly string[]; joined?: readonly string[]; left?: readonly string[] }
  | { type: 'out of room'; room: string; isClosed: boolean }
  | { type: 'choose'; key: ConversationKey }
  | { type: 'leave thread' }
  | { type: 'draft'; key: ConversationKey; text: string }
  | { type: 'searching'; isSearching: boolean }
  | { type: 'visible'; isVisible: boolean }
  | { type: 'at end'; isAtEnd: boolean }
  | { type: 'narrow'; isNarrow: boolean }
  | { type: 'settings'; settings: Settings }
  | { type: 'notice'; text: string | null }
  | { type: 'history'; threads: readonly KeptThread[]; now: number }
  | { type: 'older'; thread: KeptThread }
  | { type: 'read'; key: ConversationKey; at: number }
  | { type: 'forget'; key?: ConversationKey }
  | { type: 'sending'; message: ChatMessage }
  | ({ type: 'tried'; at: number } & Sent)
  | ({ type: 'retrying' } & Sent)
  | ({ type: 'delivered'; connections: number } & Sent)
  | ({ type: 'unconfirmed'; reason: string } & Sent)
  | ({ type: 'failed'; reason: string; code?: string } & Sent)
  | ({ type: 'unanswered'; reason: string } & Sent)
  | { type: 'received'; message: Received }
  | ({ type: 'edited'; text: string } & Said)
  | ({ type: 'deleted' } & Said)
  | ({ type: 'reacted'; by: string; emoji: string; isOn: boolean } & Said)
  | { type: 'read by peer'; key: ConversationKey; at: number }
  | { type: 'typing'; key: ConversationKey; name: string; until: number }
  | { type: 'storage'; trouble: string | null };
