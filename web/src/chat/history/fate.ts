/** Several windows of one user keep the same message, and each knows something else of its fate. */

import type { ChatMessage } from '../state/state';

/** What to keep of a message of which this browser keeps something already: what is certain stays, whoever else guesses. */
export function withKnownFate<M extends ChatMessage>(message: M, known: ChatMessage | undefined): M {
  if (known === undefined) return message;
  const tried = known.triedAt === undefined ? message : { triedAt: known.triedAt, ...message };
  return knowsBetter(message, known) ? { ...tried, delivery: known.delivery } : tried;
}

/** The window that sent it knows how it fared, the others do not. That it failed is not true any more once it has come. */
function knowsBetter({ delivery }: ChatMessage, known: ChatMessage): known is ChatMessage & Required<Pick<ChatMessage, 'delivery'>> {
  if (delivery === undefined) return known.delivery !== undefined && known.delivery.kind !== 'failed';
  return known.delivery?.kind === 'delivered' && delivery.kind !== 'delivered';
}
