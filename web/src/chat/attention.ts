/** What a page in the background does to be noticed: the number of unread messages in its title, a notification and a sound, if allowed. */

import { remembered } from './remembered';
import { chime } from './sound';
import { titleOf, type ConversationKey } from './state/conversation';
import type { State } from './state/state';
import type { Store } from './state/store';
import { totalUnread } from './state/threads';

const TITLE = 'Gossamer';
const TEXT_UNITS = 120;

export const canNotify = (): boolean => 'Notification' in globalThis && Notification.permission !== 'denied';

/** Why there will be no notifications; null: there will be. */
export async function allowNotifications(on: boolean): Promise<string | null> {
  const answer = on ? await askPermission() : 'off';
  remembered.setNotifies(answer === 'granted');
  if (answer === 'granted' || answer === 'off') return null;
  return 'This browser does not allow notifications of this page. Its settings for this address can change that.';
}

async function askPermission(): Promise<string> {
  return 'Notification' in globalThis ? Notification.requestPermission() : 'unsupported';
}

const titleFor = ({ threads, settings, recipient }: State): string => {
  const unread = totalUnread({ threads, settings });
  const page = recipient === null ? TITLE : `${titleOf(recipient.key)} · ${TITLE}`;
  return unread > 0 ? `(${unread}) ${page}` : page;
};

/** @param isInSight Whether the user looks at another tab: that one shows it. */
export function drawAttention(store: Store, choose: (key: ConversationKey) => void, isInSight: () => Promise<boolean>): void {
  let last = store.getState().threads;
  store.subscribe(({ type }) => {
    const state = store.getState();
    const title = titleFor(state);
    if (document.title !== title) document.title = title;
    if (state.threads === last) return;
    const before = last;
    last = state.threads;
    if (state.isVisible || type === 'history' || type === 'older') return;
    for (const [key, thread] of state.threads)
      if (thread.unread > (before.get(key)?.unread ?? 0) && !state.settings.muted.includes(key))
        void call(key, thread.messages.at(-1)?.text ?? '');
  });

  async function call(key: ConversationKey, text: string): Promise<void> {
    if (await isInSight()) return;
    const { threads, settings } = store.getState();
    if ((threads.get(key)?.unread ?? 0) === 0) return;
    if (settings.sounds) chime();
    if (remembered.notifies()) notify(key, text, choose);
  }
}

function notify(key: ConversationKey, text: string, choose: (key: ConversationKey) => void): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(titleOf(key), { body: text.slice(0, TEXT_UNITS), tag: key, icon: '/favicon.svg' });
    shown.onclick = () => {
      globalThis.focus();
      choose(key);
      shown.close();
    };
  } catch {
    remembered.setNotifies(false); // browsers on phones want a service worker for that
  }
}
