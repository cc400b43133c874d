/** The list of messages: each once, by id, and the latest only. */

import type { InstantMessage } from './protocol';
import type { ChatMessage, Delivery } from './state';

/** As many as the page keeps; the oldest go first. */
export const MAX_MESSAGES = 1_000;

type Messages = readonly ChatMessage[];

export function add(messages: Messages, message: ChatMessage): Messages {
  return [...messages, message].slice(-MAX_MESSAGES);
}

/** A message from the server: new, a copy of a known one (nothing changes), or the echo of one sent here (which gives it the server's time). */
export function receive(messages: Messages, { id, from, to, text, at }: InstantMessage): Messages {
  const known = messages.find(message => message.id === id && message.from === from);
  if (known === undefined) return add(messages, { id, from, to, text, at });
  if (known.delivery === undefined) return messages;
  const { delivery, ...echoed } = { ...known, at };
  // An echo proves that a message thought lost was taken after all.
  return replace(messages, known, delivery?.kind === 'failed' || delivery === undefined ? echoed : { ...echoed, delivery });
}

export function setDelivery(messages: Messages, id: string, delivery: Delivery): Messages {
  const message = messages.find(candidate => candidate.id === id && candidate.delivery !== undefined);
  return message === undefined ? messages : replace(messages, message, { ...message, delivery });
}

export function failUnanswered(messages: Messages): Messages {
  return messages.map(message => (message.delivery?.kind === 'sending' ? { ...message, delivery: { kind: 'failed', reason: 'the connection ended first' } } : message));
}

function replace(messages: Messages, old: ChatMessage, next: ChatMessage): Messages {
  return messages.map(message => (message === old ? next : message));
}
