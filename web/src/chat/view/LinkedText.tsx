/** A text with its web addresses as links. It stays text: nothing in it is ever read as HTML. */
export function LinkedText({ text }: { text: string }) {
  return split(text).map((part, index) => (part.isLink
    ? <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
    : part.text));
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gu;
const NOT_AT_ITS_END = '.,;:!?)]}»”’'; // of the sentence around it
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const MAX_ADDRESS = 2_000; // UTF-16 units; what is longer is no address that anybody would follow

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

export function split(text: string): { text: string; isLink: boolean }[] {
  const parts: { text: string; isLink: boolean }[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    if (address.length > MAX_ADDRESS || !URL.canParse(address)) continue;
    if (index > from) parts.push({ text: text.slice(from, index), isLink: false });
    parts.push({ text: address, isLink: true });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isLink: false });
  return parts;
}
