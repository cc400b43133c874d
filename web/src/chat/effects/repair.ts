/** What goes again by itself: what was not confirmed, once; what reached nobody, when they are there. Only of what this page has sent. */

import type { Sender } from '../sender';
import type { Action } from '../state/action';
import { isRoom } from '../state/conversation';
import { mayRetry, maySendAgain, reachedNobody } from '../state/messages';
import { includes } from '../state/people';
import type { ChatMessage } from '../state/state';
import type { Store } from '../state/store';
import { mine } from '../state/threads';

/** A server that was not to be reached may be a moment later. */
const AGAIN_AFTER_MS = 2_000;
/** Somebody who comes and goes at once is not to be sent the same for ever. */
const MAX_TRIES = 5;

export interface Repair {
  /** Whether a message that reached nobody goes again when its recipient is there. */
  isWaiting(message: ChatMessage): boolean;
}

export function repair(store: Store, sender: Pick<Sender, 'retry'>): Repair {
  const sentHere = new Set<string>();
  const triedAgain = new Set<string>();
  const tries = new Map<string, number>();

  const find = (key: string, id: string): ChatMessage | undefined =>
      store.getState().threads.get(key)?.messages.findLast(message => message.id === id && message.delivery !== undefined);

  function retryOnce({ id, to }: { id: string; to: string }): void {
    if (!sentHere.has(id) || triedAgain.has(id)) return;
    triedAgain.add(id);
    setTimeout(() => {
      const message = find(to, id);
      if (message?.delivery?.kind === 'unconfirmed' && mayRetry(message)) sender.retry(message);
    }, AGAIN_AFTER_MS);
  }

  /** In the order in which they were said. */
  function sendToWhoIsBack(): void {
    const { people, threads, status } = store.getState();
    if (people === null || status.kind !== 'connected' || sentHere.size === 0) return;
    for (const message of mine(threads, message => isWaiting(message) && includes(people, message.to))) {
      tries.set(message.id, (tries.get(message.id) ?? 0) + 1);
      sender.retry(message);
    }
  }

  function isWaiting(message: ChatMessage): boolean {
    const { id, to, delivery } = message;
    return reachedNobody(delivery) && maySendAgain(message) && sentHere.has(id) && !isRoom(to) && (tries.get(id) ?? 0) < MAX_TRIES;
  }

  store.subscribe((action: Action) => {
    if (action.type === 'sending') sentHere.add(action.message.id);
    else if (action.type === 'unconfirmed') retryOnce(action);
    else if (action.type === 'list' || action.type === 'presence' || action.type === 'connected') sendToWhoIsBack();
  });
  return { isWaiting };
}
