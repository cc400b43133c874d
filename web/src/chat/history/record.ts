/** Writes into the history what changed in the state: new messages, their fates, and what was read. */

import type { ChatMessage, State } from '../state/state';
import type { Store } from '../state/store';
import { readFurther } from '../state/threads';
import type { History } from './history';

/** What changes at once is written at once: a message with that it went out. Returns how to stop: done when all is written. */
export function record(store: Store, history: History, onProblem: (problem: unknown) => void): () => Promise<void> {
  let last = store.getState().threads;
  let waiting = Promise.resolve();
  const fromHistory = new WeakSet<ChatMessage>();
  const then = (write: () => Promise<void>): void => {
    waiting = waiting.then(write).catch(onProblem); // in order: the fate of a message after the message
  };
  let isDue = false;
  function note(): void {
    if (!isDue) return;
    isDue = false;
    const { threads } = store.getState();
    const [fresh, read] = changes(last, threads);
    last = threads;
    const unknown = fresh.filter(message => !fromHistory.has(message));
    if (unknown.length > 0) then(() => history.put(unknown));
    for (const [key, at] of read) then(() => history.setRead(key, at));
  }
  const leave = store.subscribe(action => {
    if (action.type === 'older') for (const message of action.thread.messages) fromHistory.add(message);
    if (action.type === 'history') for (const { messages } of action.threads) messages.forEach(message => fromHistory.add(message));
    if (isDue || store.getState().threads === last) return;
    isDue = true;
    queueMicrotask(note);
  });
  return () => {
    leave();
    note();
    return waiting;
  };
}

export function changes(before: State['threads'], after: State['threads']): [ChatMessage[], [key: string, at: number][]] {
  const fresh: ChatMessage[] = [];
  for (const [key, thread] of after) {
    const old = before.get(key);
    if (old?.messages === thread.messages) continue;
    const known = new Set(old?.messages);
    fresh.push(...thread.messages.filter(message => !known.has(message)));
  }
  return [fresh, readFurther(before, after)];
}
