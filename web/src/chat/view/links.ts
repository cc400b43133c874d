/** Web addresses in a text. */

const ADDRESS = /(?:https?:\/\/|(?<![\p{L}\p{N}@/.-])www\.(?=[\p{L}\p{N}]))[^\s<>"'`]+/gu;
const NOT_AT_ITS_END = '.,;:!?)]}»”’*_~'; // of the sentence around it
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const MAX_ADDRESS = 2_000; // UTF-16 units; what is longer is no address that anybody would follow

export interface Part {
  text: string;
  /** Where it leads, of an address. */
  href?: string;
}

function withoutEnd(address: string): string {
  const unclosed = unclosedIn(address);
  let end = address.length;
  for (; end > 0 && NOT_AT_ITS_END.includes(address[end - 1]!); end--) {
    const open = OPENING[address[end - 1]!];
    if (open === undefined) continue;
    if (unclosed[open]! >= 0) break; // closes what the address itself has opened, as in /Foo_(bar)
    unclosed[open]!++;
  }
  return address.slice(0, end);
}

/** How many of each bracket are opened more often than closed; less than none when it is the other way round. */
function unclosedIn(address: string): Record<string, number> {
  const counts: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  for (const character of address) {
    if (character in counts) counts[character]!++;
    else if (Object.hasOwn(OPENING, character)) counts[OPENING[character]!]!--;
  }
  return counts;
}

export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    const href = address.startsWith('www.') ? `https://${address}` : address;
    if (address.length > MAX_ADDRESS || !URL.canParse(href)) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: address, href });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
