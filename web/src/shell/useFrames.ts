import { useCallback, useRef } from 'react';
import type { Order } from '../shared/frames';

/** The frames of the clients, and what each was told to do last: one that loads, or loads anew,
    listens only when it says that it is ready. */
export function useFrames() {
  const frames = useRef(new Map<number, HTMLIFrameElement>());
  const ready = useRef(new Set<number>());
  const orders = useRef(new Map<number, Order>());

  const post = useCallback((key: number, order: Order): void =>
      frames.current.get(key)?.contentWindow?.postMessage(order, location.origin), []);
  return {
    attach: useCallback((key: number, frame: HTMLIFrameElement | null): void => {
      if (frame !== null) frames.current.set(key, frame);
      else for (const kept of [frames, ready, orders]) kept.current.delete(key);
    }, []),
    /** Whose frame something came from. */
    keyOf: useCallback((source: MessageEventSource | null) =>
        [...frames.current].find(([, frame]) => frame.contentWindow === source)?.[0], []),
    isReady: useCallback((key: number): void => {
      ready.current.add(key);
      const last = orders.current.get(key);
      if (last !== undefined) post(key, last);
    }, [post]),
    /** To be connected or not: holds until the next such order. */
    order: useCallback((key: number, order: Order): void => {
      orders.current.set(key, order);
      if (ready.current.has(key)) post(key, order);
    }, [post]),
    /** Once, if the frame listens. */
    post,
  };
}
