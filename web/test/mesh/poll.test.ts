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

it('a silence that may be the page’s own is asked about once more, any other is not', async () => {
  vi.useFakeTimers();
  const answers = (late: number, ...then: (Response | Error)[]) => vi.fn<typeof fetch>(async () => {
    if (get.mock.calls.length === 1) vi.setSystemTime(Date.now() + late);
    const answer = then.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const report = Response.json({ id: 'a', incarnation: 1, taken: 0, handed: 0, links: [] });
  let get = answers(1_600, new Error('late'), report);
  expect(await ask(SERVER, '', get)).toMatchObject({ kind: 'report' });
  get = answers(1_400, new Error('refused'), report);
  expect(await ask(SERVER, '', get)).toMatchObject({ kind: 'silent' });
  expect(get).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
