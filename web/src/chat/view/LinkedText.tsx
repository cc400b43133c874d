/** A text with its web addresses as links. It stays text: nothing in it is ever read as HTML. */
export function LinkedText({ text }: { text: string }) {
  return split(text).map((part, index) => (part.isLink
    ? <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
    : part.text));
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gu;
const NOT_AT_ITS_END = '.,;:!?)]}»”’'; // of the sentence around it
const MAX_ADDRESS = 2_000; // UTF-16 units; what is longer is no address that anybody would follow

function withoutEnd(address: string): string {
  let end = address.length;
  while (end > 0 && NOT_AT_ITS_END.includes(address[end - 1]!)) end--;
  return address.slice(0, end);
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
