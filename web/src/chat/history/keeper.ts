/**
 * Keeps the store in step with the history of its user, and with their other tabs. Where the browser keeps none, it says so, and all
 * else goes on.
 */

import { useShelf } from '../files/files';
import type { KeptThread } from '../state/action';
import { titleOf, type ConversationKey } from '../state/conversation';
import { holds, wordsWanted } from '../state/search';
import type { Change } from '../state/changes';
import { isSame } from '../state/messages';
import type { ChatMessage } from '../state/state';
import type { Store } from '../state/store';
import { joinTabs, type Tabs } from '../tabs';
import { openHistory, type History } from './history';
import { record } from './record';
import { inPlainWords } from './trouble';

export interface Keeper {
  /**
   * Begins with another user, or brings what other tabs kept meanwhile.
   * @param isWanted False: the user has begun something else meanwhile.
   */
  become(name: string, isWanted: () => boolean): Promise<void>;
  /** What other tabs kept while this one had no connection. */
  catchUp(): Promise<void>;
  /**
   * What was said in a conversation before what is shown of it: a part of it, or all since a time (ms since 1970), as far as a page can
   * show that much.
   */
  loadOlder(key: ConversationKey, since?: number): Promise<void>;
  /** The latest messages that hold what was typed. */
  find(typed: string): Promise<readonly ChatMessage[]>;
  /** What was done to a message: of one that is not shown only the history knows. */
  change(change: Change): void;
  exportAll(): Promise<string>;
  /** @param key One conversation; all without it. */
  deleteAll(key?: ConversationKey): Promise<void>;
  /** Whether the user looks at another tab. */
  isInSight(): Promise<boolean>;
  /** Whether another tab of the user is connected. */
  areTabsConnected(): Promise<boolean>;
  /** When (ms since 1970) another tab of the user connected last. */
  tabConnectedAt(): number;
}

const OLDER_AT_ONCE = 100;
const MAX_FOUND = 50;
/** Clocks of servers differ: what came last may not be the latest. */
const OVERLAP_MS = 60_000;

export function createKeeper(store: Store): Keeper {
  let history: History | null = null;
  let tabs: Tabs | null = null;
  let stopRecording = async (): Promise<void> => {};
  const loading = new Set<ConversationKey>();

  const onProblem = (problem: unknown): void => store.dispatch({ type: 'storage', trouble: inPlainWords(problem) });

  function leave(): void {
    const left = history;
    history = null;
    useShelf(null);
    void stopRecording().then(() => left?.close());
    tabs?.close();
    tabs = null;
  }

  async function begin(name: string, isWanted: () => boolean): Promise<void> {
    const opened = await openHistory(name);
    const threads = await opened.load();
    if (!isWanted()) return opened.close();
    history = opened;
    useShelf(opened);
    store.dispatch({ type: 'storage', trouble: null });
    store.dispatch({ type: 'history', threads, now: Date.now() });
    stopRecording = record(store, opened, onProblem);
  }

  /** What is on its way in another tab is that tab's to send. */
  async function newerOf(asked: History, kept: KeptThread): Promise<KeptThread> {
    const last = store.getState().threads.get(kept.key)?.messages.at(-1)?.at ?? 0;
    const isTheirs = ({ delivery }: ChatMessage): boolean => delivery?.kind !== 'sending';
    if (last !== 0) return { ...kept, messages: (await asked.since(kept.key, last - OVERLAP_MS)).filter(isTheirs) };
    const part = await asked.older(kept.key, Number.MAX_SAFE_INTEGER, OLDER_AT_ONCE);
    return { ...part, messages: part.messages.filter(isTheirs), readAt: kept.readAt };
  }

  async function catchUp(): Promise<void> {
    const asked = history;
    if (asked === null) return;
    try {
      const threads = [];
      for (const kept of await asked.load()) threads.push(await newerOf(asked, kept));
      if (asked === history) store.dispatch({ type: 'history', threads, now: Date.now() });
    } catch (problem) {
      onProblem(problem);
    }
  }

  async function loadOlder(key: ConversationKey, since?: number): Promise<void> {
    const asked = history;
    const before = store.getState().threads.get(key)?.completeFrom ?? 0;
    if (before === 0 || before <= (since ?? 0) || (since === undefined && loading.has(key))) return;
    loading.add(key);
    try {
      const thread = await asked?.older(key, before, OLDER_AT_ONCE, since) ?? { key, messages: [], readAt: 0, completeFrom: 0 };
      if (asked === history) store.dispatch({ type: 'older', thread });
    } catch (problem) {
      onProblem(problem);
    } finally {
      loading.delete(key);
    }
  }

  const inMemory = (): ChatMessage[] => [...store.getState().threads.values()].flatMap(({ messages }) => messages);

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
    loadOlder,
    async find(typed) {
      const wanted = wordsWanted(typed);
      if (wanted.length === 0) return [];
      if (history !== null) return history.find(typed, MAX_FOUND);
      return inMemory().filter(({ text }) => holds(text, wanted)).sort((a, b) => b.at - a.at).slice(0, MAX_FOUND);
    },
    change(change) {
      const isShown = store.getState().threads.get(change.key)?.messages.some(message => isSame(message, change)) === true;
      if (!isShown) void history?.change(change).catch(onProblem);
    },
    async exportAll() {
      const messages = history === null ? inMemory() : await history.all();
      const shown = messages.map(message => ({ ...message, to: titleOf(message.to) }));
      return JSON.stringify({ user: store.getState().me, messages: shown }, null, 2);
    },
    async deleteAll(key) {
      await history?.clear(key);
      store.dispatch({ type: 'forget', ...(key !== undefined && { key }) });
      tabs?.tellDeleted(key);
    },
    isInSight: async () => tabs?.isInSight() ?? false,
    areTabsConnected: async () => tabs?.areConnected() ?? false,
    tabConnectedAt: () => tabs?.connectedAt() ?? 0,
  };
}
