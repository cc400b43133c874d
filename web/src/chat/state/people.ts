/** Everyone online: a sorted list of unique names, in the order of UTF-16 code units, as the server sorts them. */

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One pass over both, however long the list: changes come a few at a time. */
export function apply(people: readonly string[], joined: readonly string[], left: readonly string[]): string[] {
  const gone = new Set(left);
  const fresh = [...new Set(joined)].sort(inOrder);
  const next: string[] = [];
  let at = 0;
  for (const name of people) {
    while (at < fresh.length && fresh[at]! < name) next.push(fresh[at++]!);
    if (fresh[at] === name) at++;
    else if (gone.has(name)) continue;
    next.push(name);
  }
  for (; at < fresh.length; at++) next.push(fresh[at]!);
  return next;
}

export const includes = (people: readonly string[], name: string): boolean => people[indexIn(people, name)] === name;

/** Where a name stands, or would. */
export function indexIn(people: readonly string[], name: string): number {
  let low = 0;
  let high = people.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (people[middle]! < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
