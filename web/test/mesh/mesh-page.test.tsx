// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MeshPage } from '../../src/mesh/MeshPage';
import { EVERY_MS } from '../../src/mesh/poll';

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
