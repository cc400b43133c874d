import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Action } from '../state/action';
import type { State } from '../state/state';
import type { Store } from '../state/store';

/** What may come hundreds of times a second: it is drawn together. What the user does is drawn at once. */
const OFTEN: ReadonlySet<Action['type']> =
    new Set(['received', 'list', 'presence', 'members', 'tried', 'delivered', 'typing', 'read by peer', 'reacted', 'edited']);

/** How often that is drawn: at 30 ms nobody sees it, and a burst of messages costs a drawing for each dozen. */
export const drawing = { everyMs: 30 };

export function useStore(store: Store): State {
  return useSyncExternalStore(useCallback(onChange => subscribe(store, onChange), [store]), store.getState);
}

function subscribe(store: Store, onChange: () => void): () => void {
  let drawnAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    clearTimeout(timer);
    timer = undefined;
    onChange();
    drawnAt = performance.now();
  };
  const leave = store.subscribe(({ type }) => {
    const wait = drawnAt + drawing.everyMs - performance.now();
    if (!OFTEN.has(type) || wait <= 0) draw();
    else timer ??= setTimeout(draw, wait);
  });
  return () => {
    clearTimeout(timer);
    leave();
  };
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
