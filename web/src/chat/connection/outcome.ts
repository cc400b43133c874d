/** What the server's answer to a message says of its fate. */

import { isSendAnswer, refusalOf } from '../../shared/protocol';
import type { Action } from '../state/action';
import type { ConversationKey } from '../state/conversation';

/** Servers that did not confirm may have it nevertheless. */
const UNCONFIRMED = 'unreachable';

export function outcomeOf(id: string, to: ConversationKey, answer: unknown): Action {
  if (!isSendAnswer(answer)) return { type: 'unconfirmed', id, to, reason: 'the server answered something unknown' };
  const { delivered = 0 } = answer;
  const refusal = refusalOf(answer);
  if (refusal === null || (delivered > 0 && refusal.code === UNCONFIRMED)) return { type: 'delivered', id, to, connections: delivered };
  if (refusal.code === UNCONFIRMED) return { type: 'unconfirmed', id, to, reason: 'a server did not answer' };
  return { type: 'failed', id, to, reason: refusal.message, code: refusal.code };
}
