/** The messages of one thread: each once, by sender and id, in the order of their times, and the latest only. */

import type { InstantMessage } from '../../shared/protocol';
import type { ChatMessage, Delivery } from './state';

/** As many as a thread keeps; the oldest go first. */
export const MAX_MESSAGES = 1_000;

/** For how long servers know a message by its id; less what clocks and the way take. */
const RETRY_WITHIN_MS = 100_000;

/** Whether a message may go under its id without coming twice: one that never went out may at any time. */
export const mayRetry = ({ triedAt, isTaken }: ChatMessage, now: number = Date.now()): boolean =>
    (triedAt === undefined ? !isTaken : now - triedAt < RETRY_WITHIN_MS);

/** Taken by a server, which found none of the recipient's connections. */
export const reachedNobody = (delivery: Delivery | undefined): boolean => delivery?.kind === 'delivered' && delivery.connections === 0;

type Messages = readonly ChatMessage[];

/** Another sender may, by malice, use the id of this one's message. */
export const keyOf = ({ id, from }: { id: string; from: string }): string => `${id} ${from}`;

export function add(messages: Messages, message: ChatMessage): Messages {
  const { from, replaces } = message;
  const others = replaces === undefined ? messages : messages.filter(other => other.id !== replaces || other.from !== from);
  return insert(others, message).slice(-MAX_MESSAGES);
}

/** Many at once, some of which may be there already. */
export function merge(messages: Messages, more: Messages): Messages {
  const known = new Set(messages.map(keyOf));
  const fresh = more.filter(message => !known.has(keyOf(message)));
  if (fresh.length === 0) return messages;
  return [...messages, ...fresh].sort((a, b) => a.at - b.at).slice(-MAX_MESSAGES);
}

/** A message from the server: new, a copy of a known one (nothing changes),
    or the echo of one sent here (which gives it the server's time). */
export function receive(messages: Messages, { id, from, to, text, at }: InstantMessage): Messages {
  const known = messages.findLast(message => message.id === id && message.from === from);
  if (known === undefined) return add(messages, { id, from, to, text, at });
  if (known.delivery === undefined) return messages;
  const { delivery, ...rest } = known;
  // An echo proves that a message thought lost was taken after all.
  const echoed: ChatMessage = delivery.kind === 'failed' ? { ...rest, at }
      : { ...rest, at, delivery, ...(delivery.kind === 'sending' && { isTaken: true }) };
  return insert(messages.filter(message => message !== known), echoed);
}

/** Changes the one of that id that this window sent. */
export function change(messages: Messages, id: string, to: (message: ChatMessage) => ChatMessage): Messages {
  const message = messages.findLast(candidate => candidate.id === id && candidate.delivery !== undefined);
  const next = message === undefined ? message : to(message);
  return next === message ? messages : messages.map(other => (other === message ? next! : other));
}

export function withDelivery({ isTaken: _, ...message }: ChatMessage, delivery: Delivery): ChatMessage {
  return { ...message, delivery };
}

/** No answer has come, and none will. What a server has taken has not failed: how it fared is merely not known. */
export function unanswered({ isTaken, delivery: _, ...message }: ChatMessage, reason: string): ChatMessage {
  return isTaken ? message : { ...message, delivery: { kind: 'failed', reason } };
}

/** It goes out. Only the first time counts: from then on servers may know it. */
export const withTry = (message: ChatMessage, triedAt: number): ChatMessage =>
    (message.triedAt === undefined ? { ...message, triedAt } : message);

/** From the end, where almost all belong. */
function insert(messages: Messages, message: ChatMessage): ChatMessage[] {
  let at = messages.length;
  while (at > 0 && messages[at - 1]!.at > message.at) at--;
  return messages.toSpliced(at, 0, message);
}
