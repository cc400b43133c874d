import { expect, it, vi } from 'vitest';
import { ask } from '../../src/mesh/poll';

const server = { id: 'server-1', url: 'http://localhost:3001' };

it('a key that no header can hold is wrong, whatever the servers do', async () => {
  const get = vi.fn<typeof fetch>();
  expect(await ask(server, 'ключ', get)).toMatchObject({ kind: 'refused', refusedKey: 'ключ' });
  expect(get).not.toHaveBeenCalled();
});

it('a server that cannot be reached is silent', async () => {
  expect(await ask(server, 'key', () => Promise.reject(new TypeError('refused')))).toEqual({ kind: 'silent' });
});
