/** A thread that is opened is filled from the history: of most only the last message is there before. */

import type { ConversationKey } from '../state/conversation';
import type { Store } from '../state/store';

/** As many as a screen shows. */
const ENOUGH = 40;

export function fillOpened(store: Store, loadOlder: (key: ConversationKey) => Promise<void>): void {
  let open: ConversationKey | null = null;
  store.subscribe(({ type }) => {
    const { recipient, threads } = store.getState();
    const key = recipient?.key ?? null;
    if (key === open && type !== 'history') return;
    open = key;
    const thread = key === null ? undefined : threads.get(key);
    if (thread !== undefined && thread.completeFrom > 0 && thread.messages.length < ENOUGH) void loadOlder(thread.key);
  });
}
