import { describe, expect, it } from 'vitest';
import { parseScript, sayNext } from '../../src/shell/script';

const NAMES = ['Anna', 'Billy'];

describe('parseScript', () => {
  it('reads a line each', () => {
    expect(parseScript('Anna > Billy: hello: {n}\n\n* > *: x', NAMES)).toEqual({
      ok: true, lines: [{ from: 'Anna', to: 'Billy', text: 'hello: {n}' }, { from: '*', to: '*', text: 'x' }],
    });
  });

  it.each([['Anna says hi', 'Line 1'], ['* > *: a\nAnna > Zoe: x', 'Line 2: there is no client "Zoe"'], ['', 'empty'], ['Anna > Billy:', 'Line 1']])('says what is wrong with %j', (source, problem) => {
    const script = parseScript(source, NAMES);
    expect(script.ok ? '' : script.problem).toContain(problem);
  });
});

describe('sayNext', () => {
  it('takes the lines in turn and counts', () => {
    const lines = [{ from: 'Anna', to: 'Billy', text: '{n}' }, { from: 'Billy', to: 'Anna', text: 'b{n}' }];
    expect([0, 1, 2].map(n => sayNext(lines, n, NAMES)?.text)).toEqual(['1', 'b2', '3']);
  });

  it('lets nobody talk to themselves by chance', () => {
    for (let n = 0; n < 50; n++) {
      const said = sayNext([{ from: '*', to: '*', text: 'x' }], n, NAMES)!;
      expect(said.from).not.toBe(said.to);
    }
    expect(sayNext([{ from: '*', to: 'Anna', text: 'x' }], 0, ['Anna'])).toBeNull();
  });
});

it('talks to rooms that there are, and from inside them alone', () => {
  const script = parseScript('Anna > #tea: {n}\n* > #tea: {n}', ['Anna', 'Billy', 'Carl'], ['tea']);
  const lines = script.ok ? script.lines : [];
  const membersOf = (room: string) => (room === 'tea' ? ['Billy'] : []);
  expect(sayNext(lines, 0, [], Math.random, membersOf)).toEqual({ from: 'Anna', to: 'tea', text: '1', isToRoom: true });
  expect(sayNext(lines, 1, ['Anna', 'Billy', 'Carl'], Math.random, membersOf)).toEqual({ from: 'Billy', to: 'tea', text: '2', isToRoom: true });
  expect(sayNext(lines, 1, ['Anna'], Math.random, () => [])).toBeNull();
  expect(parseScript('Anna > #coffee: x', ['Anna'], ['tea'])).toEqual({ ok: false, problem: 'Line 1: there is no room "coffee": add it.' });
  expect(parseScript('Anna > #1: x', ['Anna', '#1'], [])).toEqual({ ok: true, lines: [{ from: 'Anna', to: '#1', text: 'x' }] }); // a person
});
