/**
 * What the tabs of one user in one browser tell each other, to stay in step. A tab that reads, deletes, or sends says so; one that wants
 * to notify asks first whether another is in sight.
 */

import type { Action } from './state/action';
import type { Store } from './state/store';
import { readFurther } from './state/threads';

type Word =
  | { is: 'read'; key: string; at: number }
  | { is: 'deleted'; key?: string }
  | { is: 'connected' }
  | { is: 'tried'; action: Extract<Action, { type: 'tried' }> }
  | { is: 'who is in sight?' }
  | { is: 'in sight' }
  | { is: 'who is connected?' }
  | { is: 'I am' };

export interface Tabs {
  /** @param key One conversation; all without it. */
  tellDeleted(key?: string): void;
  /** Whether the user looks at another of the tabs. */
  isInSight(): Promise<boolean>;
  /** Whether another of them is connected. */
  areConnected(): Promise<boolean>;
  /** When (ms since 1970) another of them connected last; 0: none did. */
  connectedAt(): number;
  close(): void;
}

const ANSWER_WITHIN_MS = 300;
const CONNECTED_WITHIN_MS = 100; // somebody waits for it

const ALONE: Tabs = { tellDeleted() {}, isInSight: async () => false, areConnected: async () => false, connectedAt: () => 0, close() {} };

/** A browser that may keep nothing of the page's lets no tabs talk either: each is alone then. */
export function joinTabs(user: string, store: Store): Tabs {
  try {
    return talk(new BroadcastChannel(`gossamer ${user}`), store);
  } catch {
    return ALONE;
  }
}

function talk(channel: BroadcastChannel, store: Store): Tabs {
  const tell = (word: Word): void => channel.postMessage(word);
  const readElsewhere = new Map<string, number>();
  const hopes = { 'in sight': new Set<() => void>(), 'I am': new Set<() => void>() }; // of an answer
  let isHearing = false;
  let connectedAt = 0;

  function showsWhatComes(): boolean {
    const { isVisible, status } = store.getState();
    return isVisible && status.kind === 'connected';
  }

  function hear(action: Action): void {
    isHearing = true;
    store.dispatch(action);
    isHearing = false;
  }

  /** Also what has come here only after it was read there. */
  function catchUp(): void {
    for (const [key, at] of readElsewhere) hear({ type: 'read', key, at });
  }

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.is === 'read') {
      const at = Math.max(data.at, readElsewhere.get(data.key) ?? 0);
      readElsewhere.set(data.key, at);
      hear({ type: 'read', key: data.key, at });
    } else if (data.is === 'deleted') store.dispatch({ type: 'forget', ...(data.key !== undefined && { key: data.key }) });
    else if (data.is === 'tried') hear(data.action);
    else if (data.is === 'connected') connectedAt = Date.now();
    else if (data.is === 'in sight' || data.is === 'I am') hopes[data.is].forEach(fulfil => fulfil());
    else if (data.is === 'who is connected?') store.getState().status.kind === 'connected' && tell({ is: 'I am' });
    else if (showsWhatComes()) tell({ is: 'in sight' });
  };

  /** Whether any of the others answers in time. */
  function ask(question: 'who is in sight?' | 'who is connected?', hoped: keyof typeof hopes, withinMs: number): Promise<boolean> {
    return new Promise(resolve => {
      const answer = (isSo: boolean): void => {
        hopes[hoped].delete(fulfil);
        resolve(isSo);
      };
      const fulfil = (): void => answer(true);
      hopes[hoped].add(fulfil);
      setTimeout(() => answer(false), withinMs);
      tell({ is: question });
    });
  }

  let last = store.getState().threads;
  const leave = store.subscribe(action => {
    if (action.type === 'connected') tell({ is: 'connected' });
    const { threads } = store.getState();
    if (threads === last) return;
    const before = last;
    last = threads;
    if (isHearing) return;
    if (action.type === 'tried') tell({ is: 'tried', action });
    for (const [key, at] of readFurther(before, threads)) tell({ is: 'read', key, at });
    catchUp();
  });

  return {
    tellDeleted: key => tell({ is: 'deleted', ...(key !== undefined && { key }) }),
    isInSight: () => ask('who is in sight?', 'in sight', ANSWER_WITHIN_MS),
    areConnected: () => ask('who is connected?', 'I am', CONNECTED_WITHIN_MS),
    connectedAt: () => connectedAt,
    close() {
      leave();
      channel.close();
    },
  };
}
