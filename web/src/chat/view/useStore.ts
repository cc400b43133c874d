import { useEffect, useState, useSyncExternalStore } from 'react';
import type { State } from '../state/state';
import type { Store } from '../state/store';

export function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** The time, each second, while it is asked for. */
export function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isWanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
