/** A text with its web addresses as links. It stays text: nothing in it is ever read as HTML. */
export function LinkedText({ text }: { text: string }) {
  return split(text).map((part, index) => (part.isLink
    ? <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
    : part.text));
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gu;
const NOT_AT_ITS_END = /[.,;:!?)\]}»”’]+$/u; // of the sentence around it

export function split(text: string): { text: string; isLink: boolean }[] {
  const parts: { text: string; isLink: boolean }[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(NOT_AT_ITS_END, '');
    if (!URL.canParse(address)) continue;
    if (index > from) parts.push({ text: text.slice(from, index), isLink: false });
    parts.push({ text: address, isLink: true });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isLink: false });
  return parts;
}
