import { expect, it } from 'vitest';
import { splitLinks } from '../../src/chat/view/links';

const links = (text: string): string[] => splitLinks(text).filter(({ href }) => href !== undefined).map(part => part.text);

it('finds web addresses and leaves the rest as it is', () => {
  const text = 'See https://example.com/a?b=1#c, and (http://x.org/y). Bye';
  expect(links(text)).toEqual(['https://example.com/a?b=1#c', 'http://x.org/y']);
  expect(splitLinks(text).map(part => part.text).join('')).toBe(text);
});

it('leaves to an address the brackets that it opens itself', () => {
  expect(links('https://example.com/Foo_(bar)')).toEqual(['https://example.com/Foo_(bar)']);
  expect(links('(see https://example.com/Foo_(bar).)')).toEqual(['https://example.com/Foo_(bar)']);
  expect(links('[https://example.com/a_[b]_(c)] (https://example.com/d)')).toEqual(['https://example.com/a_[b]_(c)', 'https://example.com/d']);
});

it('takes an address that begins with www. as one of a secure page', () => {
  expect(splitLinks('see www.example.com/x.')).toEqual([{ text: 'see ' }, { text: 'www.example.com/x', href: 'https://www.example.com/x' }, { text: '.' }]);
  expect(links('awww.example.com a@www.example.com www. www.-')).toEqual([]);
});

it('makes no link of anything else', () => {
  expect(links('javascript:alert(1) data:text/html,x <a href="x">y</a> https:// ftp://x')).toEqual([]);
  expect(links('<img src=https://x.org/"onerror=alert(1)>')).toEqual(['https://x.org/']);
});

it('takes no more time for a long text made to take it', () => {
  const text = `https://a${'.'.repeat(65_000)}x https://example.com/`;
  expect(links(text)).toEqual(['https://example.com/']);
});
