import { describe, expect, it } from 'vitest';
import { actionOf } from '../../src/chat/signals';
import type { Action } from '../../src/chat/state/action';
import { after, choose, history, MESSAGE, received, sending, thread } from './actions';

const signal = (kind: string, text: string, from = 'Billy'): Action | null =>
  actionOf({ id: 's', from, to: from === 'Anna' ? 'Billy' : 'Anna', kind, text, at: Date.now() }, 'Anna');
const of = (...actions: (Action | null)[]) => thread(after(received(), ...actions.filter(action => action !== null)))?.messages[0];
const react = (emoji: string, on = true, from = 'Billy') => signal('react', JSON.stringify({ id: '1', from: 'Billy', emoji, on }), from);

describe('what is done to a message', () => {
  it('is done by its author alone', () => {
    expect(of(signal('edit', JSON.stringify({ id: '1', text: 'Hi' })))).toMatchObject({ text: 'Hi', isEdited: true });
    expect(of(signal('edit', JSON.stringify({ id: '1', text: 'Hi' }), 'Anna'))).toMatchObject({ text: 'Hello' });
    expect(of(signal('delete', '1'))).toMatchObject({ text: '', isDeleted: true });
    expect(of(signal('delete', '1', 'Anna'))).not.toHaveProperty('isDeleted');
  });

  it('stays done: what was taken back is neither changed nor reacted to', () => {
    expect(of(signal('delete', '1'), signal('edit', JSON.stringify({ id: '1', text: 'Hi' })), react('👍'))).toMatchObject({ text: '' });
    expect(of(signal('delete', '1'), react('👍'))).not.toHaveProperty('reactions');
  });

  it('is a reaction of each once, and taken back by who gave it', () => {
    expect(of(react('👍'), react('👍'), react('👍', true, 'Anna'), react('🎉'))?.reactions).toEqual({ '👍': ['Billy', 'Anna'], '🎉': ['Billy'] });
    expect(of(react('👍'), react('👍', false))?.reactions).toEqual({});
  });

  it.each(['__proto__', 'constructor', 'word', '', 'two words', '👍'.repeat(40)])('is no reaction by %j', emoji => {
    expect(react(emoji)).toBeNull();
  });

  it.each(['👍', '❤️', '👩🏽‍💻', '🇫🇷', '✌️'])('is a reaction by %s', emoji => {
    expect(react(emoji)).toMatchObject({ type: 'reacted', emoji });
  });
});

describe('signals', () => {
  it('tell what was read, here by others and elsewhere by oneself', () => {
    expect(signal('read', '1000')).toEqual({ type: 'read by peer', key: 'Billy', at: 1_000 });
    expect(signal('read', '1000', 'Anna')).toEqual({ type: 'read', key: 'Billy', at: 1_000 });
    expect([signal('read', 'soon'), signal('edit', '{'), signal('unheard-of', '')]).toEqual([null, null, null]);
  });

  it('say that somebody writes now, not that they did', () => {
    expect(signal('typing', 'on')).toMatchObject({ type: 'typing', name: 'Billy' });
    expect(actionOf({ id: 's', from: 'Billy', to: 'Anna', kind: 'typing', text: 'on', at: Date.now() - 60_000 }, 'Anna')).toBeNull();
  });
});

describe('older messages', () => {
  const part = (completeFrom: number) => ({ type: 'history', threads: [{ key: 'Billy', messages: [{ ...MESSAGE, at: 50 }], readAt: 0, completeFrom }], now: 1 }) as const;

  it('are known to be there until they have come', () => {
    const state = after(part(50), { type: 'older', thread: { key: 'Billy', messages: [{ ...MESSAGE, id: '0', at: 1 }], readAt: 0, completeFrom: 0 } });
    expect(thread(state)).toMatchObject({ completeFrom: 0, messages: [{ id: '0' }, { id: '1' }] });
  });

  it('are not thought of where nothing is but what was said here', () => {
    const tried = { type: 'tried', id: '1', to: 'Billy', at: 6 } as const;
    const echo = received({ from: 'Anna', to: 'Billy', at: 1_000 });
    expect(thread(after(choose('Billy'), sending, tried, echo, { type: 'delivered', id: '1', to: 'Billy', connections: 1 }))?.completeFrom).toBe(0);
    expect(thread(after(history([MESSAGE]), part(50)))?.completeFrom).toBe(0);
  });
});
