/** A round mark with initials, in a colour of the name: the same everywhere, and nobody has to choose one. */
export function Face({ name, isRoom = false }: { name: string; isRoom?: boolean }) {
  return <span className={`face hue-${hueOf(name)} ${isRoom ? 'room' : ''}`} aria-hidden="true">{isRoom ? '#' : initialsOf(name)}</span>;
}

const HUES = 12;

export function hueOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) | 0;
  return Math.abs(hash) % HUES;
}

const characters = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

function firstOf(word: string): string {
  const first = characters?.segment(word)[Symbol.iterator]().next();
  return (first === undefined || first.done ? [...word][0] : first.value.segment) ?? '';
}

/** Of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter(word => word !== '');
  const [first = name, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (firstOf(first) + (last === undefined ? '' : firstOf(last))).toUpperCase();
}
