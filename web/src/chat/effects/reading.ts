/** Tells others what was read, and that one is writing; unless the user does not want it. */

import type { Connection } from '../connection/connection';
import type { Action } from '../state/action';
import { addressOf, type SignalKind } from '../signals';
import { isRoom, titleOf, type ConversationKey } from '../state/conversation';
import { isThere } from '../state/presence';
import type { Store } from '../state/store';
import { readFurther } from '../state/threads';

/** Others believe it for twice as long. */
const TYPING_EVERY_MS = 3_000;
const READ_EVERY_MS = 1_000;
/** To more than these it would cost more than it tells. */
const MAX_READERS = 20;

/** What changes threads, and is no reading of this window's. */
const NOT_READ_HERE: ReadonlySet<Action['type']> = new Set(['read', 'history', 'sending', 'user']);

export function tellReading(store: Store, connected: () => Connection | null, now: () => number = Date.now): () => void {
  let { threads } = store.getState();
  let told: { key: ConversationKey; at: number } | null = null;
  const unread = new Map<ConversationKey, number>(); // what is to be told, up to when
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The latest of each, once a second: thousands may come at once. What cannot be told yet waits for the connection. */
  function tellRead(): void {
    timer = undefined;
    if (store.getState().status.kind !== 'connected') return;
    for (const [key, at] of unread) tell(key, 'read', String(at));
    unread.clear();
  }

  function tell(key: ConversationKey, kind: SignalKind, text: string): void {
    const state = store.getState();
    if (state.me === null || state.me === key || state.status.kind !== 'connected' || !isThere(state, key)) return;
    void connected()?.signal({ from: state.me, ...addressOf(key), kind, text });
  }

  function onDraft(key: ConversationKey, text: string): void {
    const at = now();
    if (isRoom(key) && (store.getState().rooms.get(titleOf(key))?.members?.length ?? Infinity) > MAX_READERS) return;
    if (text === '') {
      if (told?.key === key) tell(key, 'typing', 'off');
      told = null;
    } else if (told?.key !== key || at - told.at >= TYPING_EVERY_MS) {
      told = { key, at };
      tell(key, 'typing', 'on');
    }
  }

  return store.subscribe(action => {
    const state = store.getState();
    const before = threads;
    threads = state.threads;
    if (!state.settings.tellsReading) return;
    if (action.type === 'sending') told = null; // the message says it
    else if (action.type === 'draft') onDraft(action.key, action.text);
    // What another window or tab has read it has told itself.
    if (action.type === 'connected') timer ??= setTimeout(tellRead, READ_EVERY_MS);
    if (before === threads || NOT_READ_HERE.has(action.type)) return;
    for (const [key, at] of readFurther(before, threads)) if (!isRoom(key)) unread.set(key, at);
    if (unread.size > 0) timer ??= setTimeout(tellRead, READ_EVERY_MS);
  });
}
