import { expect, it } from 'vitest';
import { split } from '../../src/chat/view/LinkedText';

const links = (text: string): string[] => split(text).filter(({ isLink }) => isLink).map(part => part.text);

it('finds web addresses and leaves the rest as it is', () => {
  const text = 'See https://example.com/a?b=1#c, and (http://x.org/y). Bye';
  expect(links(text)).toEqual(['https://example.com/a?b=1#c', 'http://x.org/y']);
  expect(split(text).map(part => part.text).join('')).toBe(text);
});

it('leaves to an address the brackets that it opens itself', () => {
  expect(links('https://example.com/Foo_(bar)')).toEqual(['https://example.com/Foo_(bar)']);
  expect(links('(see https://example.com/Foo_(bar).)')).toEqual(['https://example.com/Foo_(bar)']);
  expect(links('[https://example.com/a_[b]_(c)] (https://example.com/d)')).toEqual(['https://example.com/a_[b]_(c)', 'https://example.com/d']);
});

it('makes no link of anything else', () => {
  expect(links('javascript:alert(1) data:text/html,x <a href="x">y</a> https:// ftp://x')).toEqual([]);
  expect(links('<img src=https://x.org/"onerror=alert(1)>')).toEqual(['https://x.org/']);
});

it('takes no more time for a long text made to take it', () => {
  const text = `https://a${'.'.repeat(65_000)}x https://example.com/`;
  expect(links(text)).toEqual(['https://example.com/']);
});
