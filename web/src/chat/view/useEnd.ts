import { useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_THE_END_PX = 40;
const NEAR_THE_BEGINNING_PX = 300;

interface Options {
  /** Whose thread it is: another one begins at what is new in it, or at its end. */
  thread: string | null;
  /** The keys of its first and last row. */
  first: string | undefined;
  last: string | undefined;
  /** Whether the last has just been written here. */
  isOwn: boolean;
  /** Called when the end comes into sight, or leaves it. */
  onEnd(isAtEnd: boolean): void;
  /** Called near the beginning. */
  onBeginning(): void;
}

/**
 * Keeps the last row in sight, also when the list itself grows or shrinks, as above the keyboard of a phone. Who reads further up is left
 * there, until they write themselves; so they are when older rows come above.
 */
export function useEnd({ thread, first, last, isOwn, onEnd, onBeginning }: Options) {
  const list = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const height = useRef(0);

  const keepEnd = (): void => {
    const element = list.current;
    if (element === null) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    height.current = element.scrollHeight;
  };

  const look = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = list.current!;
    const isIt = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    height.current = scrollHeight;
    atEnd.current = isIt;
    onEnd(isIt);
    if (scrollTop < NEAR_THE_BEGINNING_PX) onBeginning();
  };

  const toEnd = (): void => {
    atEnd.current = true;
    keepEnd();
    look();
  };

  useLayoutEffect(() => {
    const element = list.current!;
    atEnd.current = true;
    keepEnd();
    const line = rows.current!.querySelector<HTMLElement>('[data-row="new"]');
    if (line !== null) element.scrollTop = Math.max(0, line.offsetTop - element.clientHeight / 4);
    look();
  }, [thread]);
  useLayoutEffect(() => {
    const element = list.current!;
    if (!atEnd.current) element.scrollTop += element.scrollHeight - height.current; // older rows stand above now
    keepEnd();
  }, [first]);
  useLayoutEffect(() => {
    atEnd.current ||= isOwn;
    keepEnd();
    look();
  }, [last]); // once for each: while it is on its way, its writer may read further up
  useEffect(() => {
    const observer = new ResizeObserver(keepEnd);
    for (const element of [list.current!, rows.current!]) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { list, rows, onScroll: look, toEnd };
}
