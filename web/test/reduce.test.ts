import { describe, expect, it } from 'vitest';
import { reduce } from '../src/reduce';
import { initialState, type Action, type State } from '../src/state';

const connecting: Action = { type: 'connecting', server: 'server-1', me: 'Anna' };
const list = (...users: string[]): Action => ({ type: 'list', users });

function after(...actions: Action[]): State {
  return actions.reduce(reduce, initialState);
}

describe('status', () => {
  it('goes from connecting to connected to reconnecting', () => {
    expect(after(connecting).status).toEqual({ kind: 'connecting', server: 'server-1' });
    expect(after(connecting, { type: 'connected' }).status).toEqual({ kind: 'connected', server: 'server-1' });
    expect(after(connecting, { type: 'connected' }, { type: 'reconnecting', reason: 'gone' }).status)
      .toEqual({ kind: 'reconnecting', server: 'server-1', reason: 'gone' });
  });

  it('says why a server refused, and has no users then', () => {
    const state = after(connecting, list('Anna'), { type: 'refused', reason: 'no' });
    expect(state.status).toEqual({ kind: 'refused', server: 'server-1', reason: 'no' });
    expect(state.users).toEqual([]);
  });

  it('stays offline when an ended connection reports late', () => {
    expect(after(connecting, { type: 'disconnected' }, { type: 'connected' }).status).toEqual({ kind: 'offline' });
    expect(after(connecting, { type: 'disconnected' }, { type: 'reconnecting', reason: 'x' }).status).toEqual({ kind: 'offline' });
  });
});

describe('recipient', () => {
  const chosen: Action[] = [connecting, list('Anna', 'Billy'), { type: 'choose', name: 'Billy' }];

  it('is kept while the list changes', () => {
    expect(after(...chosen, list('Aaron', 'Anna', 'Billy', 'Zoe')).recipient).toEqual({ name: 'Billy', presence: 'here' });
  });

  it('is reported as left, then as returned, and remains returned', () => {
    expect(after(...chosen, list('Anna')).recipient).toEqual({ name: 'Billy', presence: 'left' });
    expect(after(...chosen, list('Anna'), list('Anna', 'Zoe')).recipient).toEqual({ name: 'Billy', presence: 'left' });
    expect(after(...chosen, list('Anna'), list('Anna', 'Billy')).recipient).toEqual({ name: 'Billy', presence: 'returned' });
    expect(after(...chosen, list(), list('Billy'), list('Anna', 'Billy')).recipient).toEqual({ name: 'Billy', presence: 'returned' });
  });

  it('survives a new connection under the same name, not under another', () => {
    expect(after(...chosen, { type: 'disconnected' }, connecting).recipient?.name).toBe('Billy');
    expect(after(...chosen, { type: 'disconnected' }, { ...connecting, me: 'Carl' }).recipient).toBeNull();
  });
});

describe('rejection', () => {
  it('is shown until the next message or connection', () => {
    const rejected: Action = { type: 'rejected', text: 'no' };
    expect(after(connecting, rejected).rejection).toBe('no');
    expect(after(connecting, rejected, connecting).rejection).toBeNull();
    expect(after(connecting, rejected, { type: 'sending', message: { id: '1', from: 'a', to: 'b', text: '', at: 0 } }).rejection).toBeNull();
  });
});
