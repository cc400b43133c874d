/**
 * What clients tell each other beside messages, by the protocol's `signal`: its kind says what its text holds. A client that does not
 * know a kind passes over it.
 *
 * | kind | text |
 * |---|---|
 * | `read` | up to when (ms since 1970, by the server's clock) the writer has read what the other one wrote |
 * | `typing` | `on` or `off` |
 * | `edit` | `{"id","text"}`: the writer's message of that id says this now |
 * | `delete` | the id of the writer's message that is taken back |
 * | `react` | `{"id","from","emoji","on"}`: the writer gives an emoji to a message, or takes it back |
 * | `invite` | the name of a room |
 */

import type { Signal } from '../shared/protocol';
import type { Action } from './state/action';
import { keyOfMessage, roomKey, titleOf, isRoom, type ConversationKey } from './state/conversation';

export type SignalKind = 'read' | 'typing' | 'edit' | 'delete' | 'react' | 'invite';

/** For how long it is believed that somebody writes: they say so again before. */
const TYPING_MS = 6_000;
/** What is older comes out of a log, not from somebody who writes now. */
const STALE_MS = 30_000;
/** Something to see, and no word. */
const EMOJI = /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}])[^\p{L}\s]+$/u;
const MAX_EMOJI = 32; // UTF-16 units: families with tones of skin among them

export const conversationOf = ({ to, room }: { to?: string; room?: string }): ConversationKey =>
    (room === undefined ? to ?? '' : roomKey(room));

/** Where a conversation is, as the protocol puts it. */
export const addressOf = (key: ConversationKey): { to: string } | { room: string } => (isRoom(key) ? { room: titleOf(key) } : { to: key });

export function actionOf(signal: Signal, me: string, now: number = Date.now()): Action | null {
  const { from, text, at, id } = signal;
  const to = conversationOf(signal);
  const key = keyOfMessage({ from, to }, me);
  switch (signal.kind) {
    case 'read':
      return readUpTo(key, Number(text), from === me);
    case 'typing':
      return from === me || at < now - STALE_MS ? null : { type: 'typing', key, name: from, until: text === 'on' ? now + TYPING_MS : 0 };
    case 'edit':
      return edited(key, from, parse(text));
    case 'delete':
      return { type: 'deleted', key, id: text, from };
    case 'react':
      return reacted(key, from, parse(text));
    case 'invite':
      return { type: 'received', message: { id, from, to, at, text: `Invitation to ${text}`, invitation: text } };
    default:
      return null;
  }
}

function readUpTo(key: ConversationKey, at: number, isOwn: boolean): Action | null {
  if (!Number.isSafeInteger(at)) return null;
  return { type: isOwn ? 'read' : 'read by peer', key, at };
}

function edited(key: ConversationKey, from: string, { id, text }: Record<string, unknown>): Action | null {
  return typeof id === 'string' && typeof text === 'string' ? { type: 'edited', key, id, from, text } : null;
}

function reacted(key: ConversationKey, by: string, { id, from, emoji, on }: Record<string, unknown>): Action | null {
  if (typeof id !== 'string' || typeof from !== 'string' || typeof emoji !== 'string' || typeof on !== 'boolean') return null;
  return emoji.length > MAX_EMOJI || !EMOJI.test(emoji) ? null : { type: 'reacted', key, id, from, by, emoji, isOn: on };
}

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}
