/** The messages of one thread: each once, by sender and id, in the order of their times, and the latest only. */

import type { Received } from './action';
import type { ChatMessage, Delivery } from './state';

/** As many as a thread keeps while its end is what is looked at; older ones come from the history again. */
export const MAX_MESSAGES = 1_000;

/** For how long servers know a message by its id; less what clocks and the way take. */
const RETRY_WITHIN_MS = 100_000;

/** Whether a message may go under its id without coming twice: one that never went out may at any time. */
export const mayRetry = ({ triedAt, isTaken }: ChatMessage, now: number = Date.now()): boolean =>
    (triedAt === undefined ? !isTaken : now - triedAt < RETRY_WITHIN_MS);

/** Taken by a server, which found none of the recipient's connections. */
export const reachedNobody = (delivery: Delivery | undefined): boolean => delivery?.kind === 'delivered' && delivery.connections === 0;

type Messages = readonly ChatMessage[];

/** What was taken back, and files, which nobody keeps for another try, do not go a second time. */
export const maySendAgain = ({ isDeleted, file }: ChatMessage): boolean => !isDeleted && file === undefined;

/** Another sender may, by malice, use the id of this one's message. */
export const keyOf = ({ id, from }: { id: string; from: string }): string => `${id} ${from}`;

export const isSame = (message: { id: string; from: string }, { id, from }: { id: string; from: string }): boolean =>
    message.id === id && message.from === from;

export const add = (messages: Messages, message: ChatMessage, max: number = MAX_MESSAGES): Messages =>
    insert(messages, message).slice(-max);

/** Many at once, some of which may be there already. */
export function merge(messages: Messages, more: Messages): Messages {
  const known = new Set(messages.map(keyOf));
  const fresh = more.filter(message => !known.has(keyOf(message)));
  if (fresh.length === 0) return messages;
  return [...messages, ...fresh].sort((a, b) => a.at - b.at);
}

/**
 * A message from the server: new, a copy of a known one (nothing changes), or the echo of one sent here (which gives it the server's
 * time).
 */
export function receive(messages: Messages, received: Received, max: number = MAX_MESSAGES): Messages {
  const known = messages.findLast(message => isSame(message, received));
  if (known === undefined) return add(messages, received, max);
  if (known.delivery === undefined) return messages;
  const { delivery, ...rest } = known;
  const { at } = received;
  // An echo proves that a message thought lost was taken after all.
  const echoed: ChatMessage = delivery.kind === 'failed' || delivery.kind === 'unconfirmed' ? { ...rest, at }
      : { ...rest, at, delivery, ...(delivery.kind === 'sending' && { isTaken: true }) };
  return insert(messages.filter(message => message !== known), echoed);
}

/** Changes the one of that id that this window sent. */
export function change(messages: Messages, id: string, to: (message: ChatMessage) => ChatMessage): Messages {
  return changeOne(messages, candidate => candidate.id === id && candidate.delivery !== undefined, to);
}

/** Changes the latest that is meant. */
export function changeOne(messages: Messages, isMeant: (message: ChatMessage) => boolean,
    to: (message: ChatMessage) => ChatMessage): Messages {
  const message = messages.findLast(isMeant);
  const next = message === undefined ? message : to(message);
  return next === message ? messages : messages.map(other => (other === message ? next! : other));
}

export function withDelivery({ isTaken: _, ...message }: ChatMessage, delivery: Delivery): ChatMessage {
  return { ...message, delivery };
}

/** No answer has come, and none will. What a server has taken is merely not confirmed; what never went out has failed. */
export function unanswered({ isTaken, delivery: _, ...message }: ChatMessage, reason: string): ChatMessage {
  if (isTaken) return message;
  return { ...message, delivery: { kind: message.triedAt === undefined ? 'failed' : 'unconfirmed', reason } };
}

/** It goes again. What reached nobody begins anew: nobody can have it twice, however long ago that was. */
export function withRetry({ triedAt, ...message }: ChatMessage): ChatMessage {
  const isNew = reachedNobody(message.delivery);
  return withDelivery(isNew || triedAt === undefined ? message : { ...message, triedAt }, { kind: 'sending' });
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
