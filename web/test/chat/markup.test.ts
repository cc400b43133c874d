import { expect, it } from 'vitest';
import { blocksOf, spansOf, type Span } from '../../src/chat/view/markup';

/** As a person would mark it by hand: [b bold]. */
const shown = (spans: readonly Span[]): string => spans.map(span => ('spans' in span ? `[${span.is[0]} ${shown(span.spans)}]`
  : span.is === 'text' ? span.text : `[${span.is} ${span.text}]`)).join('');

it.each([
  ['**bold** and *italic*, _too_', '[b bold] and [i italic], [i too]'],
  ['~~struck **both**~~', '[s struck [b both]]'],
  ['`a *b* https://x.org`', '[code a *b* https://x.org]'],
  ['**see https://a.example/b_c_d**', '[b see [link https://a.example/b_c_d]]'],
  ['2*3*4 snake_case_name * not * ** no **', '2*3*4 snake_case_name * not * ** no **'],
  ['not `closed and *neither', 'not `closed and *neither'],
  ['<b>text</b>', '<b>text</b>'],
])('%s', (text, expected) => {
  expect(shown(spansOf(text))).toBe(expected);
});

it('takes lines of code, quotes and lines apart', () => {
  expect(blocksOf('> said\n> before\nanswer\n```js\na < b\n```\nend').map(block => [block.is, 'text' in block ? block.text : shown(block.spans)])).toEqual([
    ['quote', 'said\nbefore'], ['lines', 'answer'], ['code', 'a < b'], ['lines', 'end'],
  ]);
});

it.each(['*', '`', '**', '~~', '> ', '_a', '[(', 'www.'])('takes no more time for a text of %s made to take it', mark => {
  const started = performance.now();
  blocksOf(mark.repeat(Math.floor(4_096 / mark.length)));
  expect(performance.now() - started).toBeLessThan(500);
});
