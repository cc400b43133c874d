import { describe, expect, it } from 'vitest';
import { MAX_MESSAGES } from '../../src/chat/state/messages';
import type { Action } from '../../src/chat/state/action';
import type { ChatMessage } from '../../src/chat/state/state';
import { after as state, delivered, failed, history, received, sending, thread } from './actions';

const echo = received({ from: 'Anna', to: 'Billy', at: 1_000 });
const after = (...actions: Action[]): readonly ChatMessage[] => thread(state(...actions))?.messages ?? [];

describe('a sent message', () => {
  it('is sending, then delivered, whether the echo or the answer comes first', () => {
    expect(after(sending)).toMatchObject([{ text: 'Hello', at: 5, delivery: { kind: 'sending' } }]);
    const expected = [{ id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 1_000, delivery: { kind: 'delivered', connections: 2 } }];
    expect(after(sending, echo, delivered)).toEqual(expected);
    expect(after(sending, delivered, echo)).toEqual(expected);
  });

  it('fails with the reason, and is sending again when retried', () => {
    expect(after(sending, failed)).toMatchObject([{ delivery: { kind: 'failed', reason: 'no answer' } }]);
    expect(after(sending, failed, { type: 'retrying', id: '1', to: 'Billy' })).toMatchObject([{ delivery: { kind: 'sending' } }]);
  });

  it('is no failure once its echo arrives after all', () => {
    expect(after(sending, failed, echo)).toEqual([{ id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 1_000 }]);
  });

  it('has not failed once its echo has come, though no answer does', () => {
    const tried = { type: 'tried', id: '1', to: 'Billy', at: 5 } as const;
    const expected = [{ id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 1_000, triedAt: 5 }];
    expect(after(sending, tried, echo)).toMatchObject([{ delivery: { kind: 'sending' } }]);
    expect(after(sending, tried, echo, { ...failed, type: 'unanswered' })).toEqual(expected);
    expect(after(sending, tried, echo, { type: 'disconnected' })).toEqual(expected);
    expect(after(sending, tried, echo, failed)).toMatchObject([{ delivery: { kind: 'failed' } }]); // a server says so: another has not got it
    const kept = after(sending, tried, echo);
    expect(after(history([...kept], 0, 200_000))).toEqual(expected);
  });

  it('is not confirmed, when it went out and nobody knows what became of it', () => {
    const tried = { type: 'tried', id: '1', to: 'Billy', at: 5 } as const;
    expect(after(sending, tried, { type: 'disconnected' })).toMatchObject([{ delivery: { kind: 'unconfirmed' } }]);
    const unconfirmed = { type: 'unconfirmed', id: '1', to: 'Billy', reason: 'a server did not answer' } as const;
    expect(after(sending, tried, unconfirmed)).toMatchObject([{ delivery: { kind: 'unconfirmed', reason: 'a server did not answer' } }]);
    expect(after(sending, tried, unconfirmed, echo)[0]).not.toHaveProperty('delivery');
  });

  it('that reached nobody goes again as new, in the place of its new time', () => {
    const tried = { type: 'tried', id: '1', to: 'Billy', at: 5 } as const;
    const [again] = after(sending, tried, { ...delivered, connections: 0 }, { type: 'retrying', id: '1', to: 'Billy' });
    expect(again).toMatchObject({ delivery: { kind: 'sending' } });
    expect(again).not.toHaveProperty('triedAt');
  });

  it('waits for the next connection when this one is lost, and fails when the user ends it before it went out', () => {
    expect(after(sending, { type: 'reconnecting', reason: 'x', next: 's', retryAt: 1 })).toMatchObject([{ delivery: { kind: 'sending' } }]);
    expect(after(sending, { type: 'disconnected' })).toMatchObject([{ delivery: { kind: 'failed', reason: 'the connection ended first' } }]);
  });
});

describe('a received message', () => {
  it('is shown once', () => {
    expect(after(received(), received(), received({ id: '2' })).map(message => message.id)).toEqual(['1', '2']);
  });

  it('takes its place by its time, whenever it comes', () => {
    expect(after(received({ id: '3', at: 3 }), received({ id: '1', at: 1 }), received({ id: '2', at: 2 })).map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('is not mistaken for another sender\u2019s of the same id', () => {
    expect(after(sending, received({ text: 'other' }), delivered)).toMatchObject([
      { from: 'Anna', text: 'Hello', delivery: { kind: 'delivered' } },
      { from: 'Billy', text: 'other' },
    ]);
  });

  it('pushes out the oldest when there are too many', () => {
    const many = Array.from({ length: MAX_MESSAGES + 3 }, (_, number) => received({ id: String(number), at: number }));
    const kept = after(...many);
    expect(kept).toHaveLength(MAX_MESSAGES);
    expect(kept[0]?.id).toBe('3');
  });
});
