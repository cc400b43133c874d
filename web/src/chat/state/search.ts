/** Finding names and words as people type them: without accents, in upper or lower case, words in any order. */

const PLAIN = /^[\0-\x7f]*$/;
const MARKS = /\p{M}+/gu;
const WORDS = /[\p{L}\p{N}]+/gu;

export const fold = (text: string): string =>
    (PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFD').replace(MARKS, '').toLowerCase());

/** What is looked for: nothing, where nothing was typed. */
export const wordsWanted = (typed: string): readonly string[] => fold(typed.trim()).split(/\s+/u).filter(word => word !== '');

/** The words of a text, each once: what the history is searched by. */
export const wordsOf = (text: string): string[] => [...new Set(fold(text).match(WORDS) ?? [])];

/** Those that hold every word that was typed; all, where none was. */
export function search(names: readonly string[], typed: string): readonly string[] {
  const wanted = wordsWanted(typed);
  return wanted.length === 0 ? names : names.filter(name => holds(name, wanted));
}

export function holds(text: string, wanted: readonly string[]): boolean {
  const folded = fold(text);
  return wanted.every(word => folded.includes(word));
}
