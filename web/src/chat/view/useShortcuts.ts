import { useEffect } from 'react';
import type { Client } from '../client';
import { byLastMessage } from '../state/threads';
import { SEARCH_FIELD } from './Sidebar';

/** Keys that work wherever the focus is. */
export function useShortcuts(client: Client, isOn: boolean, onHelp: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        document.getElementById(SEARCH_FIELD)?.focus();
      } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        chooseBeside(client, event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === '?' && !isWriting(event.target)) onHelp();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [client, isOn, onHelp]);
}

const isWriting = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input, textarea, select');

/** The conversation above or below the open one on the list. */
function chooseBeside(client: Client, step: 1 | -1): void {
  const { threads, rooms, recipient } = client.store.getState();
  const sorted = byLastMessage(threads, rooms);
  const at = sorted.findIndex(({ key }) => key === recipient?.key);
  const next = sorted[at < 0 ? 0 : at + step];
  if (next !== undefined) client.choose(next.key);
}
