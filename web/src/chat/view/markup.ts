/**
 * The simple part of Markdown that people type: **bold**, *italic*, ~~struck~~, `code`, ``` blocks, > quotes; and web addresses. A text
 * becomes a tree of parts, never HTML; what is not closed stays as it was typed.
 */

import { splitLinks } from './links';

export type Span =
  | { is: 'text'; text: string }
  | { is: 'link'; text: string; href: string }
  | { is: 'code'; text: string }
  | { is: 'bold' | 'italic' | 'struck'; spans: readonly Span[] };

export type Block =
  | { is: 'lines'; spans: readonly Span[] }
  | { is: 'quote'; spans: readonly Span[] }
  | { is: 'code'; text: string };

/** Nobody nests deeper; and no text may make the page work for long. */
const MAX_DEPTH = 4;
const FENCE = /```(?:[a-z0-9+#-]{0,20}\n)?([\s\S]+?)```/gu;

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const { 0: whole, 1: code, index } of text.matchAll(FENCE)) {
    pushLines(blocks, text.slice(from, index));
    blocks.push({ is: 'code', text: code!.replace(/\n$/, '') });
    from = index + whole.length;
  }
  pushLines(blocks, text.slice(from));
  return blocks;
}

/** Lines that begin with > are a quote, up to the next that does not. */
function pushLines(blocks: Block[], text: string): void {
  let lines: string[] = [];
  let isQuote = false;
  const flush = (): void => {
    const joined = lines.join('\n');
    if (joined.trim() !== '') blocks.push({ is: isQuote ? 'quote' : 'lines', spans: spansOf(blocks.length === 0 && !isQuote ? joined : joined.replace(/^\n|\n$/g, '')) });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const quotes = line.startsWith('> ');
    if (quotes !== isQuote) flush();
    isQuote = quotes;
    lines.push(quotes ? line.slice(2) : line);
  }
  flush();
}

// The mark stands against what it encloses, and not in the midst of a word: 2*3*4 and snake_case are neither.
const MARKED = /`([^`\n]+)`|\*\*(?=\S)([^\n]*?\S)\*\*|~~(?=\S)([^\n]*?\S)~~|(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\p{L}\p{N}_])/u;

export function spansOf(text: string, depth = 0): readonly Span[] {
  return splitLinks(text).flatMap(part => (part.href === undefined ? marked(part.text, depth) : [{ is: 'link', text: part.text, href: part.href }]));
}

function marked(text: string, depth: number): Span[] {
  const spans: Span[] = [];
  let rest = text;
  for (let found = depth < MAX_DEPTH ? MARKED.exec(rest) : null; found !== null; found = MARKED.exec(rest)) {
    const [whole, code, bold, struck, starred, underlined] = found;
    if (found.index > 0) spans.push({ is: 'text', text: rest.slice(0, found.index) });
    if (code !== undefined) spans.push({ is: 'code', text: code });
    else if (bold !== undefined) spans.push({ is: 'bold', spans: spansOf(bold, depth + 1) });
    else if (struck !== undefined) spans.push({ is: 'struck', spans: spansOf(struck, depth + 1) });
    else spans.push({ is: 'italic', spans: spansOf((starred ?? underlined)!, depth + 1) });
    rest = rest.slice(found.index + whole.length);
  }
  if (rest !== '') spans.push({ is: 'text', text: rest });
  return spans;
}
