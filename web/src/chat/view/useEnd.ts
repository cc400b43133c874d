import { useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_THE_END_PX = 40;

/**
 * Keeps the last row in sight, also when the list itself grows or shrinks,
     as above the keyboard of a phone. Who reads further up is left there,
 * until they write themselves.
 * @param thread Whose it is: another one begins at its end.
 * @param last The key of its last row.
 * @param isOwn Whether that has just been written here.
 */
export function useEnd(thread: string | null, last: string | undefined, isOwn: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);

  const scroll = (): void => {
    const element = list.current;
    if (element !== null && atEnd.current) element.scrollTop = element.scrollHeight;
  };

  useLayoutEffect(() => {
    atEnd.current = true;
    scroll();
  }, [thread]);
  useLayoutEffect(() => {
    atEnd.current ||= isOwn;
    scroll();
  }, [last]); // once for each: while it is on its way, its writer may read further up
  useEffect(() => {
    const observer = new ResizeObserver(scroll);
    for (const element of [list.current!, rows.current!]) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = list.current!;
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
  };
  return { list, rows, onScroll };
}
