/** Several windows of one user keep the same message, and each knows something else of its fate. */

import { reachedNobody, withDelivery } from '../state/messages';
import type { ChatMessage } from '../state/state';

/** What to keep of a message of which this browser keeps something already: what is certain stays, whoever else guesses. */
export function withKnownFate(message: ChatMessage, known: ChatMessage | undefined): ChatMessage {
  if (known === undefined) return message;
  const tried: ChatMessage = known.triedAt === undefined ? message : { triedAt: known.triedAt, ...message };
  if (message.delivery?.kind === 'delivered') return tried;
  if (known.delivery?.kind === 'delivered' && !reachedNobody(known.delivery)) return withDelivery(tried, known.delivery);
  if (message.delivery === undefined) return isEchoOf(message, known) ? { ...tried, delivery: { kind: 'sending' }, isTaken: true } : tried;
  const isTaken = known.isTaken || known.delivery === undefined;
  return isTaken && message.delivery.kind === 'sending' ? { ...tried, isTaken } : tried;
}

/** It came to a window that did not send it; the one that did may yet hear how it fared. */
const isEchoOf = (message: ChatMessage, known: ChatMessage): boolean => message.triedAt === undefined && known.delivery?.kind === 'sending';
