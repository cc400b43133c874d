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
    const kept = blocks.length === 0 && !isQuote ? joined : joined.replace(/^\n|\n$/g, '');
    if (joined.trim() !== '') blocks.push({ is: isQuote ? 'quote' : 'lines', spans: spansOf(kept) });
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

// A mark stands against what it encloses, and not in the midst of a word: 2*3*4 and snake_case are neither.
const CODE = /`([^`\n]+)`/u;
const STRONG = /(\*\*|~~)(?=\S)([^\n]*?\S)\1/u;
const ITALIC = /(?<![\p{L}\p{N}*_])([*_])(?=[^\s*_])([^*_\n]*?[^\s*_])\1(?![\p{L}\p{N}*_])/u;

/** What is code is nothing else; an address is not broken by marks within it. */
export const spansOf = (text: string): readonly Span[] =>
    split(text, CODE, ([, code]) => ({ is: 'code', text: code! }), rest => strong(rest, 0));

const strong = (text: string, depth: number): Span[] => (depth > MAX_DEPTH ? [{ is: 'text', text }]
    : split(text, STRONG, ([, mark, within]) => ({ is: mark === '**' ? 'bold' : 'struck', spans: strong(within!, depth + 1) }), linked));

const linked = (text: string): Span[] =>
    splitLinks(text).flatMap(part => (part.href === undefined ? italic(part.text) : [{ is: 'link', text: part.text, href: part.href }]));

const italic = (text: string): Span[] =>
    split(text, ITALIC, ([, , within]) => ({ is: 'italic', spans: [{ is: 'text', text: within! }] }), rest => [{ is: 'text', text: rest }]);

/** The marked parts of a text, and what is made of the rest. */
function split(text: string, mark: RegExp, made: (found: RegExpExecArray) => Span, others: (text: string) => Span[]): Span[] {
  const spans: Span[] = [];
  let rest = text;
  for (let found = mark.exec(rest); found !== null; found = mark.exec(rest)) {
    if (found.index > 0) spans.push(...others(rest.slice(0, found.index)));
    spans.push(made(found));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest !== '') spans.push(...others(rest));
  return spans;
}
