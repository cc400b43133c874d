/** Ids of servers where there is little room: what all have in common is left out, and the rest cut in its middle. */

const ENOUGH = 14;

/** What is left of an id is still one: "frankfurt-1", not "1". */
const LEAST = 4;

export function shortNames(ids: readonly string[], room = ENOUGH): Map<string, string> {
  const isLong = ids.some(id => id.length > room);
  const tail = isLong && ids.length > 1 ? commonTail(ids) : 0;
  const head = isLong && ids.length > 1 ? commonHead(ids.map(id => id.slice(0, id.length - tail))) : 0;
  return new Map(ids.map(id => [id, cut(id.slice(head, id.length - tail), room)]));
}

export const cut = (text: string, room = ENOUGH): string =>
  text.length <= room ? text : `${text.slice(0, Math.ceil((room - 1) / 2))}…${text.slice(text.length - Math.floor((room - 1) / 2))}`;

/** Up to the last sign between words: "chat-eu-07", "chat-us-01" have "chat-" in common. */
function commonHead(ids: readonly string[]): number {
  return lengthOfCommon(ids, (id, at) => id[at], id => /[-._:/]/.test(id));
}

function commonTail(ids: readonly string[]): number {
  return lengthOfCommon(ids, (id, at) => id[id.length - 1 - at], sign => /[-._:/]/.test(sign));
}

function lengthOfCommon(
  ids: readonly string[], signAt: (id: string, at: number) => string | undefined, isBreak: (sign: string) => boolean,
): number {
  const [first, ...others] = ids;
  let whole = 0;
  for (let at = 0; at < first!.length; at++) {
    const sign = signAt(first!, at);
    if (sign === undefined || others.some(id => id.length <= at + LEAST || signAt(id, at) !== sign)) break;
    if (isBreak(sign) && first!.length > at + LEAST) whole = at + 1;
  }
  return whole;
}
