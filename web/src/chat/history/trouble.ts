/** Why this browser does not keep the history. */

export const isFull = (problem: unknown): boolean => problem instanceof Error && problem.name === 'QuotaExceededError';

export function inPlainWords(problem: unknown): string {
  const lost = 'What is said now is gone when the page is closed.';
  if (problem instanceof Error && problem.name === 'VersionError')
    return `Another tab holds the history with an older version of this page: close it, and load this one again. ${lost}`;
  return isFull(problem) ? `This browser has no room left for the history. ${lost}` : `This browser keeps no history. ${lost}`;
}
