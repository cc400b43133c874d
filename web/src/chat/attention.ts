/** What a page in the background does to be noticed: the number of unread messages in its title, and a notification, if allowed. */

import { remembered } from './remembered';
import type { Store } from './state/store';
import { totalUnread } from './state/threads';

const TITLE = 'Gossamer';
const TEXT_UNITS = 120;

export const canNotify = (): boolean => 'Notification' in globalThis && Notification.permission !== 'denied';

/** Asks the browser, which asks the user. */
export async function allowNotifications(on: boolean): Promise<boolean> {
  const isAllowed = on && canNotify() && (await Notification.requestPermission()) === 'granted';
  remembered.setNotifies(isAllowed);
  return isAllowed;
}

/** @param isInSight Whether the user looks at another tab: that one shows it. */
export function drawAttention(store: Store, choose: (peer: string) => void, isInSight: () => Promise<boolean>): void {
  let last = store.getState().threads;
  store.subscribe(({ type }) => {
    const { threads, isVisible } = store.getState();
    if (threads === last) return;
    const unread = totalUnread(threads);
    document.title = unread > 0 ? `(${unread}) ${TITLE}` : TITLE;
    const before = last;
    last = threads;
    if (isVisible || type === 'history' || !remembered.notifies()) return;
    for (const [peer, thread] of threads)
      if (thread.unread > (before.get(peer)?.unread ?? 0)) void notifyUnlessSeen(peer, thread.messages.at(-1)?.text ?? '');
  });

  async function notifyUnlessSeen(peer: string, text: string): Promise<void> {
    if (await isInSight()) return;
    if ((store.getState().threads.get(peer)?.unread ?? 0) > 0) notify(peer, text, choose);
  }
}

function notify(peer: string, text: string, choose: (peer: string) => void): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(peer, { body: text.slice(0, TEXT_UNITS), tag: peer, icon: '/favicon.svg' });
    shown.onclick = () => {
      globalThis.focus();
      choose(peer);
      shown.close();
    };
  } catch {
    remembered.setNotifies(false); // browsers on phones want a service worker for that
  }
}
