import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/chat/history/database';
import { openHistory, type History } from '../../src/chat/history/history';
import { roomKey } from '../../src/chat/state/conversation';
import type { ChatMessage } from '../../src/chat/state/state';

const from = (peer: string, id: string, at: number, text = id): ChatMessage => ({ id, from: peer, to: 'Anna', text, at });
const ids = (messages: readonly ChatMessage[]): string[] => messages.map(({ id }) => id);
let user = 0;
let history: History;

beforeEach(async () => {
  history = await openHistory(`reader ${user++}`);
});

it('brings of each conversation the last message, all that are not read, and what is on its way', async () => {
  await history.put(Array.from({ length: 60 }, (_, n) => from('Billy', `b${n}`, n + 1)));
  await history.put([from('Carl', 'c1', 5), { ...from('Dora', 'd1', 1), triedAt: 1, delivery: { kind: 'sending' } }, from('Dora', 'd2', 9), from('Dora', 'd3', 10)]);
  await history.put([{ id: 'r1', from: 'Billy', to: roomKey('shop'), text: 'in the shop', at: 7 }]);
  for (const [key, at] of [['Billy', 58], ['Carl', 5], ['Dora', 10], [roomKey('shop'), 7]] as const) await history.setRead(key, at);
  const threads = new Map((await history.load()).map(thread => [thread.key, thread]));
  expect([...threads].map(([key, { messages }]) => [key, ids(messages)]).sort()).toEqual([
    [roomKey('shop'), ['r1']], ['Billy', ['b58', 'b59']], ['Carl', ['c1']], ['Dora', ['d1', 'd3']],
  ].sort());
  expect(threads.get('Billy')?.completeFrom).toBe(59);
  expect(threads.get('Dora')?.completeFrom).toBe(10); // d2 is not here, though d1 is
});

it('brings what came before in parts, until there is no more', async () => {
  await history.put(Array.from({ length: 25 }, (_, n) => from('Billy', `b${n}`, n + 1)));
  const seen = new Set<string>();
  let before = 25;
  let parts = 0;
  for (; before > 0; parts++) {
    const part = await history.older('Billy', before, 10);
    ids(part.messages).forEach(id => seen.add(id));
    before = part.completeFrom;
  }
  expect([seen.size, parts]).toEqual([25, 3]);
});

it('comes to an end though many have the same time', async () => {
  await history.put(Array.from({ length: 30 }, (_, n) => from('Billy', `b${n}`, 7)));
  let before = 7;
  for (let parts = 0; before > 0; parts++) {
    expect(parts).toBeLessThan(5);
    before = (await history.older('Billy', before, 10)).completeFrom;
  }
});

it('brings all since a time that is asked for', async () => {
  await history.put(Array.from({ length: 500 }, (_, n) => from('Billy', `b${n}`, n + 1)));
  const part = await history.older('Billy', 500, 10, 100);
  expect(part.messages.length).toBeGreaterThan(400);
  expect(part.completeFrom).toBeLessThanOrEqual(100);
});

it('finds what was said by its words, without accents, the latest first', async () => {
  await history.put([from('Billy', '1', 1, 'À bientôt, Élodie'), from('Carl', '2', 2, 'See elodie at the harbour'), from('Carl', '3', 3, 'nothing')]);
  expect(ids(await history.find('elod', 10))).toEqual(['2', '1']);
  expect(ids(await history.find('ELODIE bient', 10))).toEqual(['1']);
  expect(ids(await history.find('harbor', 10))).toEqual([]);
  expect(ids(await history.find('elod', 1))).toEqual(['2']);
});

it('forgets one conversation, and leaves the others', async () => {
  await history.put([from('Billy', '1', 1), from('Carl', '2', 2)]);
  await history.putFile('1 Billy', new Blob(['x']));
  await history.clear('Billy');
  expect([ids(await history.all()), await history.getFile('1 Billy')]).toEqual([['2'], null]);
});

it('takes over what an earlier version kept', async () => {
  const name = `old ${user++}`;
  const old = await openDatabase(`gossamer ${name}`, 1, database => {
    database.createObjectStore('messages', { keyPath: 'key' }).createIndex('at', 'at');
    database.createObjectStore('read', { keyPath: 'peer' });
  });
  const transaction = old.transaction('messages', 'readwrite');
  transaction.objectStore('messages').put({ ...from('Billy', '1', 1, 'Old words'), to: name, key: '1 Billy' });
  await new Promise(resolve => { transaction.oncomplete = resolve; });
  const taken = await openHistory(name); // the earlier one lets go by itself
  expect(await taken.load()).toMatchObject([{ key: 'Billy', messages: [{ id: '1', text: 'Old words' }] }]);
  expect(ids(await taken.find('old', 5))).toEqual(['1']);
});
