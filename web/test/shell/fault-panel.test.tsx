// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FaultPanel } from '../../src/shell/faults/FaultPanel';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const answerOf = (isCut: boolean) => ({ healAfterMs: 300_000, servers: ['a', 'b'].map(id => ({
  id, state: 'running', canStop: true, startsInMs: null,
  links: [{ to: id === 'a' ? 'b' : 'a', state: isCut && id === 'a' ? 'down' : 'up', isCut: isCut && id === 'a', healsInMs: isCut && id === 'a' ? 61_000 : null }],
})) });

async function open(get: (url: string) => Promise<Response>) {
  const asked = vi.fn(get);
  vi.stubGlobal('fetch', asked);
  render(<FaultPanel addresses={['http://a']} />);
  expect(asked).not.toHaveBeenCalled(); // before it is opened
  await act(async () => {
    const panel = screen.getByTestId('faults') as HTMLDetailsElement;
    panel.open = true;
    fireEvent(panel, new Event('toggle'));
  });
  return asked;
}

it('says why there are none', async () => {
  await open(async () => Response.json({ error: { code: 'off', message: 'faults by hand are off here' } }, { status: 404 }));
  expect((await screen.findByTestId('faults-off')).textContent).toContain('off here');
});

it('cuts one direction, shows for how long, and mends both', async () => {
  let isCut = false;
  const asked = await open(async url => {
    if (url.endsWith('/cut')) isCut = true;
    if (url.endsWith('/heal')) isCut = false;
    return Response.json(answerOf(isCut));
  });
  const [there] = await screen.findAllByTestId('way');
  expect(there!.getAttribute('aria-pressed')).toBe('false');
  await act(async () => fireEvent.click(there!));
  expect(asked).toHaveBeenCalledWith('http://a/api/faults/cut', expect.objectContaining({ body: '{"from":"a","to":"b"}' }));
  expect(there!.textContent).toBe('a → b cut, 1 min 1 s left');
  expect(there!.getAttribute('aria-pressed')).toBe('true');
  await act(async () => fireEvent.click(screen.getByTestId('both')));
  expect(asked.mock.calls.filter(([url]) => url.endsWith('/heal'))).toHaveLength(2);
  expect(there!.textContent).toBe('a → b up');
});

it('stops a server, and tells what was refused', async () => {
  await open(async url => (url.endsWith('/stop') ? Response.json({ error: { code: 'bad-fault', message: 'no such server' } }) : Response.json(answerOf(false))));
  const [stop] = await screen.findAllByText(/^Stop a/);
  await act(async () => fireEvent.click(stop!));
  expect(screen.getByRole('alert').textContent).toBe('Refused: no such server.');
});
