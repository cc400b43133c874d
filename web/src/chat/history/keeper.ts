/** Keeps the store in step with the history of its user, and with their other tabs. Where the browser keeps none, it says so,
    and all else goes on. */

import type { Store } from '../state/store';
import { joinTabs, type Tabs } from '../tabs';
import { openHistory, type History } from './history';
import { record } from './record';
import { inPlainWords } from './trouble';

export interface Keeper {
  /** Begins with another user,
      or brings what other tabs kept meanwhile. @param isWanted False: the user has begun something else meanwhile. */
  become(name: string, isWanted: () => boolean): Promise<void>;
  /** What other tabs kept while this one had no connection. */
  catchUp(): Promise<void>;
  exportAll(): Promise<string>;
  deleteAll(): Promise<void>;
  /** Whether the user looks at another tab. */
  isInSight(): Promise<boolean>;
}

export function createKeeper(store: Store): Keeper {
  let history: History | null = null;
  let tabs: Tabs | null = null;
  let stopRecording = async (): Promise<void> => {};

  const onProblem = (problem: unknown): void => store.dispatch({ type: 'storage', trouble: inPlainWords(problem) });

  function leave(): void {
    const left = history;
    history = null;
    void stopRecording().then(() => left?.close());
    tabs?.close();
    tabs = null;
  }

  async function begin(name: string, isWanted: () => boolean): Promise<void> {
    const opened = await openHistory(name);
    const kept = await opened.load();
    if (!isWanted()) return opened.close();
    history = opened;
    store.dispatch({ type: 'storage', trouble: null });
    store.dispatch({ type: 'history', ...kept, now: Date.now() });
    stopRecording = record(store, opened, onProblem);
  }

  async function catchUp(): Promise<void> {
    const asked = history;
    try {
      const kept = await asked?.load();
      if (kept === undefined || asked !== history) return;
      // What is on its way in another tab is that tab's to send.
      store.dispatch({ type: 'history', ...kept, messages: kept.messages.filter(({ delivery }) => delivery?.kind !== 'sending'),
          now: Date.now() });
    } catch (problem) {
      onProblem(problem);
    }
  }

  return {
    async become(name, isWanted) {
      if (store.getState().me !== name) leave();
      store.dispatch({ type: 'user', me: name });
      tabs ??= joinTabs(name, store);
      if (history !== null) return catchUp();
      try {
        await begin(name, isWanted);
      } catch (problem) {
        onProblem(problem);
      }
    },
    catchUp,
    async exportAll() {
      const { me, threads } = store.getState();
      const messages = history === null ? [...threads.values()].flatMap(thread => thread.messages) : (await history.load()).messages;
      return JSON.stringify({ user: me, messages }, null, 2);
    },
    async deleteAll() {
      await history?.clear();
      store.dispatch({ type: 'forget' });
      tabs?.tellDeleted();
    },
    isInSight: async () => tabs?.isInSight() ?? false,
  };
}
