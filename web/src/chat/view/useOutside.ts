import { useEffect, type RefObject } from 'react';

/** Calls back when the pointer goes down, or the focus goes, outside of an element, while it is asked for. */
export function useOutside(element: RefObject<HTMLElement | null>, isWanted: boolean, onOutside: () => void): void {
  useEffect(() => {
    if (!isWanted) return;
    const look = ({ target }: Event): void => {
      if (target instanceof Node && element.current?.contains(target) === false) onOutside();
    };
    document.addEventListener('pointerdown', look);
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('pointerdown', look);
      document.removeEventListener('focusin', look);
    };
  }, [isWanted, onOutside]);
}
