import { describe, expect, it } from 'vitest';
import { loadServers, readServers } from '../../src/shared/servers';

const ORIGIN = 'http://localhost:8080';
const OWN = [{ id: 'localhost:8080', url: ORIGIN }];

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

describe('readServers', () => {
  it('leaves out what is no server', () => {
    const servers = readServers([{ id: 'a', url: 'https://a.example/x' }, null, 7, { id: 'b' }, { id: 'c', url: 'javascript:alert(1)' }, { id: 1, url: 'http://d' }, { id: 'e', url: '//' }]);
    expect(servers).toEqual([{ id: 'a', url: 'https://a.example' }]);
  });

  it.each([null, undefined, {}, 'text'])('takes %j for no servers', answer => {
    expect(readServers(answer)).toEqual([]);
  });
});
