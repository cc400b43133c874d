import { describe, expect, it } from 'vitest';
import { MAX_MESSAGES } from '../../src/chat/state/messages';
import { initialSettings } from '../../src/chat/state/settings';
import { totalUnread } from '../../src/chat/state/threads';
import { after, choose, connecting, history, list, MESSAGE, received, sending, thread } from './actions';

const connected = { type: 'connected', server: 'server-1' } as const;
const lost = { type: 'reconnecting', reason: 'gone', next: 'server-2', retryAt: 7 } as const;

describe('status', () => {
  it('goes from connecting to connected to reconnecting', () => {
    expect(after(connecting).status).toEqual({ kind: 'connecting', server: 'server-1' });
    expect(after(connecting, connected).status).toEqual({ kind: 'connected', server: 'server-1' });
    expect(after(connecting, connected, lost).status).toMatchObject({ kind: 'reconnecting', server: 'server-1', reason: 'gone', next: 'server-2', retryAt: 7 });
  });

  it('says why a server refused, and knows nobody then', () => {
    const state = after(connecting, list('Anna'), { type: 'refused', code: 'bad', reason: 'no' });
    expect(state.status).toEqual({ kind: 'refused', server: 'server-1', code: 'bad', reason: 'no' });
    expect(state.people).toBeNull();
  });

  it('stays offline when an ended connection reports late', () => {
    expect(after(connecting, { type: 'disconnected' }, lost).status).toEqual({ kind: 'offline' });
  });
});

describe('people', () => {
  it('change by who joins and leaves, once the list is there', () => {
    const presence = { type: 'presence', joined: ['Carl', 'Aaron'], left: ['Billy'], at: 1 } as const;
    expect(after(list('Anna', 'Billy'), presence).people).toEqual(['Aaron', 'Anna', 'Carl']);
    expect(after(presence).people).toBeNull();
  });
});

describe('recipient', () => {
  const chosen = [connecting, list('Anna', 'Billy'), choose('Billy')];

  it('is kept while the list changes', () => {
    expect(after(...chosen, list('Aaron', 'Anna', 'Billy', 'Zoe')).recipient).toMatchObject({ key: 'Billy', presence: 'here' });
  });

  it('is reported as left, then as returned, and remains returned', () => {
    expect(after(...chosen, list('Anna')).recipient).toMatchObject({ key: 'Billy', presence: 'left' });
    expect(after(...chosen, list('Anna'), list('Anna', 'Zoe')).recipient).toMatchObject({ key: 'Billy', presence: 'left' });
    expect(after(...chosen, list('Anna'), list('Anna', 'Billy')).recipient).toMatchObject({ key: 'Billy', presence: 'returned' });
    expect(after(...chosen, list(), list('Billy'), list('Anna', 'Billy')).recipient).toMatchObject({ key: 'Billy', presence: 'returned' });
  });

  it('survives a new connection under the same name, not under another', () => {
    expect(after(...chosen, { type: 'disconnected' }, connecting).recipient?.key).toBe('Billy');
    expect(after(...chosen, { type: 'disconnected' }, { type: 'user', me: 'Carl' }).recipient).toBeNull();
  });
});

describe('a thread', () => {
  it('opens by a message from another where none is open', () => {
    expect(after(received()).recipient?.key).toBe('Billy');
    expect(after({ type: 'narrow', isNarrow: true }, received()).recipient).toBeNull();
  });

  it('that the user chose stays, whatever comes: the other is marked, each message of it', () => {
    const state = after(choose('Carl'), received(), received({ id: '2', at: 2_000 }), received({ id: '3', from: 'Dora' }));
    expect([state.recipient?.key, thread(state)?.unread, thread(state, 'Dora')?.unread]).toEqual(['Carl', 2, 1]);
    expect(after(received(), received({ id: '2', from: 'Dora' })).recipient?.key).toBe('Billy');
  });

  it('follows who writes for who wants that, but for what is being written', () => {
    const follows = { type: 'settings', settings: { ...initialSettings, follows: true } } as const;
    expect(after(follows, choose('Carl'), received()).recipient?.key).toBe('Billy');
    expect(after(follows, choose('Carl'), { type: 'draft', key: 'Carl', text: 'I am wri' }, received()).recipient?.key).toBe('Carl');
  });

  it('is not read beyond what is in sight', () => {
    const up = [choose('Billy'), received(), { type: 'at end', isAtEnd: false } as const, received({ id: '2', at: 2_000 })];
    expect(thread(after(...up))).toMatchObject({ unread: 1, readAt: 1_000, newFrom: '2 Billy' });
    expect(thread(after(...up, { type: 'at end', isAtEnd: true }))).toMatchObject({ unread: 0, readAt: 2_000 });
  });

  it('has a line above what is new, until the user writes under it, or leaves', () => {
    const opened = [choose('Carl'), received(), received({ id: '2', at: 2_000 }), choose('Billy'), { type: 'at end', isAtEnd: true } as const];
    expect(thread(after(...opened))).toMatchObject({ unread: 0, newFrom: '1 Billy' });
    expect(thread(after(...opened, sending))?.newFrom).toBeUndefined();
    expect(thread(after(...opened, choose('Carl')))?.newFrom).toBeUndefined();
    expect(thread(after(...opened, received({ id: '3', at: 3_000 })))?.newFrom).toBe('1 Billy');
  });

  it('is only marked while one looks for a name', () => {
    const state = after({ type: 'searching', isSearching: true }, received());
    expect([state.recipient, thread(state)?.unread]).toEqual([null, 1]);
  });

  it('is not opened by what one sent from another window', () => {
    const state = after(choose('Carl'), received({ from: 'Anna', to: 'Billy' }));
    expect(state.recipient?.key).toBe('Carl');
    expect(thread(state)?.unread).toBe(0);
    expect(thread(state)?.messages).toHaveLength(1);
  });

  it('is read when it is open and in sight', () => {
    const hidden = after({ type: 'visible', isVisible: false }, received(), received({ id: '2' }));
    expect(totalUnread(hidden)).toBe(2);
    const seen = after({ type: 'visible', isVisible: false }, received(), { type: 'visible', isVisible: true });
    expect(thread(seen)).toMatchObject({ unread: 0, readAt: 1_000 });
  });

  it('is read when one answers from another window, or reads there', () => {
    const hidden = [{ type: 'visible', isVisible: false } as const, received(), received({ id: '2', at: 2_000 })];
    expect(thread(after(...hidden, received({ id: '3', from: 'Anna', to: 'Billy', at: 3_000 })))).toMatchObject({ unread: 0, readAt: 2_000 });
    expect(thread(after(...hidden, { type: 'read', key: 'Billy', at: 1_000 }))).toMatchObject({ unread: 1, readAt: 1_000 });
    expect(thread(after(...hidden, { type: 'read', key: 'Billy', at: 2_000 }))).toMatchObject({ unread: 0, readAt: 2_000 });
  });

  it('is read up to what the other one said, whatever the clock here says', () => {
    const state = after(choose('Billy'), received(), { type: 'sending', message: { ...MESSAGE, id: '9', at: 9_000_000 } }, choose('Carl'), choose('Billy'));
    expect(thread(state)?.readAt).toBe(1_000);
  });

  it('is marked also when it holds as many messages as it may', () => {
    const many = Array.from({ length: MAX_MESSAGES }, (_, n) => received({ id: `${n}`, at: n }));
    const state = after(...many, choose('Carl'), received({ id: 'new', at: 5_000 }));
    expect(thread(state)?.unread).toBe(1);
  });

  it('counts a copy once', () => {
    const state = after(choose('Carl'), received(), received());
    expect(thread(state)?.unread).toBe(1);
  });

  it('notes that the other left and came back', () => {
    const state = after(list('Anna', 'Billy'), received(), list('Anna'), { type: 'presence', joined: ['Billy'], left: [], at: 200 });
    expect(thread(state)?.notes).toEqual([{ at: 100, kind: 'left' }, { at: 200, kind: 'returned' }]);
    expect(thread(after(received(), list('Anna')))?.notes).toEqual([]); // nobody knew before
  });
});

describe('history', () => {
  const kept = { id: '0', from: 'Billy', to: 'Anna', text: 'Yesterday', at: 1 };

  it('comes into the threads once, with what was not read', () => {
    const loaded = history([kept, { ...kept, id: '9', at: 9 }], 1, 10);
    const state = after(received(), loaded, loaded);
    expect(thread(state, 'Billy')?.messages.map(({ id }) => id)).toEqual(['0', '9', '1']);
    expect(thread(after(loaded))).toMatchObject({ unread: 1, newFrom: '9 Billy' });
  });

  it('leaves on its way what was so when the page closed, until servers may have forgotten it', () => {
    const loaded = (now: number) => after(history([{ ...kept, from: 'Anna', to: 'Billy', triedAt: 1, delivery: { kind: 'sending' } }], 0, now));
    expect(thread(loaded(50_000))?.messages[0]?.delivery).toEqual({ kind: 'sending' });
    expect(thread(loaded(200_000))?.messages[0]?.delivery).toEqual({ kind: 'unconfirmed', reason: 'the page was closed before the answer' });
  });

  it('is gone when it is deleted, or when someone else uses the window', () => {
    expect(after(received(), { type: 'forget' }).threads.size).toBe(0);
    expect(after(received(), { type: 'user', me: 'Billy' }).threads.size).toBe(0);
  });
});

it('trouble with the storage is told until it is over, or somebody else comes', () => {
  const trouble = { type: 'storage', trouble: 'full' } as const;
  expect(after(trouble, connecting, connected, sending).storageTrouble).toBe('full');
  expect(after(trouble, { ...trouble, trouble: null }).storageTrouble).toBeNull();
  expect(after(trouble, { type: 'user', me: 'Billy' }).storageTrouble).toBeNull();
});

it('a notice stays until it is taken away, or the next connection', () => {
  const notice = { type: 'notice', text: 'no' } as const;
  expect(after(connecting, notice, sending).notice).toBe('no');
  expect(after(connecting, notice, connecting).notice).toBeNull();
  expect(after(connecting, notice, { ...notice, text: null }).notice).toBeNull();
});
