// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MeshPage } from '../../src/mesh/view/MeshPage';
import { EVERY_MS } from '../../src/mesh/ask/poll';

const SERVERS = ['a', 'b'].map(id => ({ id, url: `http://${id}` }));
const KEY = 'the key';
let answers: Map<string, () => void>; // of the servers that have been asked, and wait

const reply = (id: string, isAllowed: boolean): Response => (isAllowed
  ? Response.json({ id, incarnation: 1, draining: false, users: 0, usersHere: 0, connections: 0, waiting: 0, taken: 0, handed: 0, links: [] })
  : Response.json({ error: { code: 'operator-key', message: 'The key, please.' } }, { status: 401 }));

beforeEach(() => {
  vi.useFakeTimers();
  answers = new Map();
  vi.stubGlobal('fetch', (url: string, { headers }: { headers: Record<string, string> }) => new Promise<Response>(resolve => {
    const { hostname: id } = new URL(url);
    answers.set(id, () => resolve(reply(id, id === 'b' || headers.authorization === `Bearer ${KEY}`)));
  }));
  render(<MeshPage servers={SERVERS} />);
});

afterEach(() => {
  cleanup();
  history.replaceState(null, '', location.pathname);
  sessionStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answer = (id: string) => act(async () => {
  answers.get(id)!();
  await vi.advanceTimersByTimeAsync(EVERY_MS);
});
const give = (key: string) => {
  fireEvent.change(screen.getByTestId('key'), { target: { value: key } });
  fireEvent.click(screen.getByTestId('give-key'));
};

it('asks for the key as long as one server wants it, and loses nothing that is typed meanwhile', async () => {
  await answer('a');
  fireEvent.change(screen.getByTestId('key'), { target: { value: 'half a k' } });
  await answer('b');
  expect(screen.getByTestId<HTMLInputElement>('key').value).toBe('half a k');
});

it('says of a key that it is wrong when a server has said so, and not before', async () => {
  await answer('a');
  give('another key');
  expect(screen.queryByRole('alert')).toBeNull();
  await answer('a');
  expect(screen.getByRole('alert').textContent).toBe('That is not the key.');
  give(KEY);
  expect(screen.queryByRole('alert')).toBeNull();
  await answer('a');
  expect(screen.queryByTestId('key')).toBeNull();
});

it('a key is kept for the tab, and forgotten with all that it has shown', async () => {
  await answer('a');
  give(KEY);
  await answer('a');
  expect(sessionStorage.getItem('gossamer-operator-key')).toBe(KEY);
  cleanup();
  render(<MeshPage servers={SERVERS} />);
  await answer('a');
  expect(screen.queryByTestId('key')).toBeNull();
  expect(screen.getAllByTestId('server-row').map(({ dataset }) => dataset.state)).toContain('alive');

  fireEvent.click(screen.getByTestId('forget-key'));
  expect(sessionStorage.getItem('gossamer-operator-key')).toBeNull();
  expect(screen.getAllByTestId('server-row').map(({ dataset }) => dataset.state)).toEqual(['waiting', 'waiting']);
  await answer('a');
  expect(screen.getByTestId('key')).toBeTruthy();
});

it('a key that is wrong is not offered to be forgotten: it is asked for', async () => {
  await answer('a');
  give('another key');
  await answer('a');
  expect(screen.queryByTestId('forget-key')).toBeNull();
  expect(screen.getByTestId('key')).toBeTruthy();
});

it('what is wrong is counted in the title', async () => {
  await answer('b');
  expect(document.title).toBe('Gossamer mesh');
  await answer('a'); // refused: it hides what it knows
  expect(document.title).toBe('(1) Gossamer mesh');
});

it('the address shows one server, and the way back all', async () => {
  await answer('b');
  await act(async () => {
    location.hash = '#server=b';
    await vi.advanceTimersByTimeAsync(10);
  });
  expect(screen.getByTestId('panel').dataset.id).toBe('b');
  expect(document.title).toContain('b – Gossamer mesh');
  await act(async () => {
    location.hash = '#server=nobody';
    await vi.advanceTimersByTimeAsync(10);
  });
  expect(screen.getByText('There is no server “nobody” in this mesh.')).toBeTruthy();
  await act(async () => {
    location.hash = '';
    await vi.advanceTimersByTimeAsync(10);
  });
  expect(screen.getByTestId('graph')).toBeTruthy();
});
