/** Why this browser does not keep the history. */

export const isFull = (problem: unknown): boolean => problem instanceof Error && problem.name === 'QuotaExceededError';

export function inPlainWords(problem: unknown): string {
  const lost = 'What is said now is gone when the page is closed.';
  return isFull(problem) ? `This browser has no room left for the history. ${lost}` : `This browser keeps no history. ${lost}`;
}
