import { expect, it, vi } from 'vitest';
import { ask } from '../../src/mesh/ask/poll';

const SERVER = { id: 'a', url: 'http://a' };

it('a key that no request can carry is refused here: its servers are not dead', async () => {
  const get = vi.fn<typeof fetch>(async (url, init) => {
    new Request(url as string, init); // as strict with headers as a browser
    return Response.json({ error: { code: 'operator-key', message: 'The key, please.' } }, { status: 401 });
  });
  expect(await ask(SERVER, 'ключ', get)).toMatchObject({ kind: 'refused', refusedKey: 'ключ' });
  expect(await ask(SERVER, 'a\u00fc', get)).toMatchObject({ kind: 'refused', refusedKey: 'a\u00fc' });
  expect(get).not.toHaveBeenCalled();
  expect(await ask(SERVER, 'a key', get)).toMatchObject({ kind: 'refused', message: 'The key, please.', refusedKey: 'a key' });
});
