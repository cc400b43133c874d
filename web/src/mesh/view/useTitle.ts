import { useEffect } from 'react';
import type { Problem } from '../model/problems';

/** What is wrong is counted where a tab in the background shows it. */
export function useTitle(problems: readonly Problem[], server: string): void {
  const title = `${problems.length > 0 ? `(${problems.length}) ` : ''}${server === '' ? '' : `${server} – `}Gossamer mesh`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
