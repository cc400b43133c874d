// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { askServers, loadServers, readServers } from '../../src/shared/servers';

const ORIGIN = 'http://localhost:8080';
const OWN = [{ id: 'localhost:8080', url: ORIGIN }];

beforeEach(() => localStorage.clear());

describe('loadServers', () => {
  it('asks the own server for the list', async () => {
    const asked: unknown[] = [];
    const servers = await loadServers(ORIGIN, async url => {
      asked.push(url);
      return Response.json([{ id: 'server-1', url: 'http://localhost:3001' }]);
    });
    expect(asked).toEqual(['/api/servers']);
    expect(servers).toEqual([{ id: 'server-1', url: 'http://localhost:3001' }]);
  });

  it.each([
    ['an error', async () => new Response('[{"id":"a","url":"http://a"}]', { status: 500 })],
    ['something that is not JSON', async () => new Response('<html>')],
    ['an empty list', async () => Response.json([])],
    ['nothing', async () => Promise.reject(new TypeError('fetch failed'))],
  ])('falls back to the own server after %s', async (_, get) => {
    expect(await loadServers(ORIGIN, get)).toEqual(OWN);
  });
});

describe('askServers', () => {
  const TOLD = [{ id: 'server-1', url: 'http://localhost:3001' }, { id: 'server-2', url: 'http://localhost:3002' }];
  const tells = (list: unknown) => async () => Response.json(list);
  const isDead = async () => Promise.reject(new TypeError('fetch failed'));

  it('remembers what it was told last, for when nobody answers', async () => {
    expect(await askServers(ORIGIN, tells(TOLD))).toEqual({ servers: TOLD, isTold: true });
    expect(await askServers(ORIGIN, isDead)).toEqual({ servers: TOLD, isTold: false });
    await askServers(ORIGIN, tells(TOLD.slice(1)));
    expect((await askServers(ORIGIN, isDead)).servers).toEqual(TOLD.slice(1));
  });

  it('reads what it remembers as carefully as what it is told', async () => {
    localStorage.setItem('gossamer.servers', JSON.stringify([{ id: 'x', url: 'javascript:alert(1)' }, TOLD[0]]));
    expect((await askServers(ORIGIN, isDead)).servers).toEqual([TOLD[0]]);
    localStorage.setItem('gossamer.servers', '{');
    expect((await askServers(ORIGIN, isDead)).servers).toEqual(OWN);
  });

  it('remembers no more than is good', async () => {
    await askServers(ORIGIN, tells(Array.from({ length: 150 }, (_, n) => ({ id: `server-${n}`, url: `http://localhost:${n + 1}` }))));
    expect((await askServers(ORIGIN, isDead)).servers).toHaveLength(100);
    await askServers(ORIGIN, tells([{ id: 'x'.repeat(40_000), url: 'http://localhost:1' }]));
    expect((await askServers(ORIGIN, isDead)).servers).toHaveLength(100);
  });
});

describe('readServers', () => {
  it('leaves out what is no server', () => {
    const servers = readServers([{ id: 'a', url: 'https://a.example/x' }, null, 7, { id: 'b' }, { id: 'c', url: 'javascript:alert(1)' }, { id: 1, url: 'http://d' }, { id: 'e', url: '//' }]);
    expect(servers).toEqual([{ id: 'a', url: 'https://a.example' }]);
  });

  it.each([null, undefined, {}, 'text'])('takes %j for no servers', answer => {
    expect(readServers(answer)).toEqual([]);
  });
});
