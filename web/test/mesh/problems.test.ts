import { describe, expect, it } from 'vitest';
import { edgesOf } from '../../src/mesh/model/edges';
import { headlineOf, problemsOf, worstFirst } from '../../src/mesh/model/problems';
import { reachOf } from '../../src/mesh/model/reach';
import { unheard, update, type ServerView } from '../../src/mesh/model/server';
import { dead, heard, link, mesh, report, silent } from './made-up';

const look = (views: ServerView[], now = 5_000, isOnline = true) => problemsOf(views, edgesOf(views), reachOf(views, isOnline), now);
const headline = (views: ServerView[], isOnline = true) => headlineOf(views, look(views, 5_000, isOnline));

describe('the headline', () => {
  it('says that all is well, and nothing before anybody has answered', () => {
    expect(headline(mesh('a', 'b'))).toBe('All well');
    expect(headline([unheard('a'), unheard('b')])).toBe('Asking the servers…');
  });

  it('has the worst first, and counts', () => {
    const views = [
      heard('a', link('b'), link('c', 'down', 'down'), link('d')),
      heard('b', link('a'), link('c', 'up', 'up', { roundTripMs: 850 }), link('d')),
      heard('c', link('a', 'down', 'down'), link('b'), link('d')),
      dead('d'),
    ];
    expect(headline(views)).toBe('1 server does not answer, 1 link down, 1 slow link');
    expect(look(views).map(({ kind, severity }) => [kind, severity])).toEqual([['down', 'bad'], ['link-down', 'bad'], ['slow', 'warn']]);
  });

  it('does not count the links of a server that does not answer', () => {
    expect(headline([heard('a', link('b'), link('c', 'down', 'down')), heard('b', link('a'), link('c', 'down', 'down')), dead('c')]))
      .toBe('1 server does not answer');
  });

  it('says which direction of a link is broken', () => {
    const views = [heard('a', link('b', 'down', 'up', { closed: 'ConnectFailed' })), heard('b', link('a', 'up', 'down'))];
    expect(look(views)[0]?.text).toBe('b tells a, but a does not reach b (ConnectFailed)');
    const other = [heard('a', link('b', 'up', 'down')), heard('b', link('a', 'down', 'up', { closed: 'WrongVersion' }))];
    expect(look(other)[0]?.text).toBe('a tells b, but b does not reach a (WrongVersion)');
  });

  it('tells a backlog, a busy process, a drain and versions that differ', () => {
    const busy = update(update(unheard('b'), report('b', { links: [link('a')], cpuSeconds: 0 }), 1_000),
      report('b', { links: [link('a')], cpuSeconds: 5.7, version: '2.0', draining: true }), 4_000);
    const views = [heard('a', link('b', 'up', 'up', { unacknowledged: 1_200 })), busy];
    expect(look(views).map(({ kind }) => kind)).toEqual(['backlog', 'busy', 'draining', 'versions']);
    expect(headline(views)).toBe('1 backlog, 1 busy process, 1 server draining, 2 versions');
    expect(look(views).at(-1)?.text).toBe('Versions differ: 1.0 (a), 2.0 (b)');
  });
});

describe('a browser without a network', () => {
  it('says so at once, and calls no server dead', () => {
    expect(headline([dead('a'), heard('b')], false)).toContain('This browser is offline');
    expect(look([dead('a'), dead('b')], 5_000, false)).toHaveLength(1);
  });

  it('that does not know it, is one possibility when nobody answers', () => {
    expect(headline([dead('a'), dead('b')])).toBe('No server answers: this browser may be cut off, or all are down. What is shown was so 4 s ago.');
  });

  it('is not told of while servers still answer', () => {
    expect(headline(mesh('a', 'b'), false)).toBe('All well');
  });
});

it('a server that others hear after it should have been given up is only not reached from here', () => {
  const views = [heard('a', link('b'), link('c')), heard('b', link('a'), link('c')), update(heard('c'), silent, 2_000)];
  expect(look(views, 9_000)[0]?.text).toBe('c has not answered for 8 s');
  expect(look(views, 11_000)[0]?.text).toBe('c has not answered for 10 s, but 2 servers hear it: only this browser does not reach it');
});

it('servers with the worst come first, all others as they were', () => {
  const views = [...mesh('a', 'b'), heard('c', link('d', 'down', 'down')), heard('d', link('c', 'down', 'down')), dead('e')];
  expect(worstFirst(views, look(views)).map(({ id }) => id)).toEqual(['e', 'c', 'd', 'a', 'b']);
});
