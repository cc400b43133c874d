import type { KeyboardEvent } from 'react';

/** Where the keys that move in a list lead; null for other keys. */
export function keyMoves(key: string, at: number, count: number, page: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1, PageDown: at + page, PageUp: at - page }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}

/**
 * Enter, unless an input method takes it to accept what it composes. Safari tells of the end of composing before the key that ends it,
 * which is recognised by its code alone (WebKit bug 165004).
 */
export const isEnter = ({ key, keyCode, nativeEvent }: KeyboardEvent): boolean =>
    key === 'Enter' && !nativeEvent.isComposing && keyCode !== 229;
