import { describe, expect, it } from 'vitest';
import { MAX_MESSAGES } from '../src/messages';
import type { InstantMessage } from '../src/protocol';
import { reduce } from '../src/reduce';
import { initialState, type Action, type ChatMessage } from '../src/state';

const sending: Action = { type: 'sending', message: { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 5, delivery: { kind: 'sending' } } };
const delivered: Action = { type: 'delivered', id: '1', connections: 2 };
const failed: Action = { type: 'failed', id: '1', reason: 'no answer' };
const echo = received({ at: 1_000 });

function received(fields: Partial<InstantMessage> = {}): Action {
  return { type: 'received', message: { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', forwarded: false, at: 1_000, ...fields } };
}

function after(...actions: Action[]): readonly ChatMessage[] {
  return actions.reduce(reduce, initialState).messages;
}

describe('a sent message', () => {
  it('is sending, then delivered, whether the echo or the answer comes first', () => {
    expect(after(sending)).toMatchObject([{ text: 'Hello', at: 5, delivery: { kind: 'sending' } }]);
    const expected = [{ id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 1_000, delivery: { kind: 'delivered', connections: 2 } }];
    expect(after(sending, echo, delivered)).toEqual(expected);
    expect(after(sending, delivered, echo)).toEqual(expected);
  });

  it('fails with the reason', () => {
    expect(after(sending, failed)).toMatchObject([{ delivery: { kind: 'failed', reason: 'no answer' } }]);
  });

  it('is no failure once its echo arrives after all', () => {
    expect(after(sending, failed, echo)).toEqual([{ id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 1_000 }]);
  });

  it('fails when the connection is ended before the answer, but not after it', () => {
    expect(after(sending, { type: 'disconnected' })).toMatchObject([{ delivery: { kind: 'failed' } }]);
    expect(after(sending, delivered, { type: 'disconnected' })).toMatchObject([{ delivery: { kind: 'delivered' } }]);
  });
});

describe('a received message', () => {
  it('is shown once', () => {
    expect(after(received(), received(), received({ id: '2' })).map(message => message.id)).toEqual(['1', '2']);
  });

  it('is not mistaken for another sender\u2019s of the same id', () => {
    expect(after(sending, received({ from: 'Mallory', text: 'other' }), delivered)).toMatchObject([
      { from: 'Anna', text: 'Hello', delivery: { kind: 'delivered' } },
      { from: 'Mallory', text: 'other' },
    ]);
  });

  it('pushes out the oldest when there are too many', () => {
    const many = Array.from({ length: MAX_MESSAGES + 3 }, (_, number) => received({ id: String(number) }));
    const kept = after(...many);
    expect(kept).toHaveLength(MAX_MESSAGES);
    expect(kept[0]?.id).toBe('3');
  });

  it('is gone when someone else uses the window', () => {
    expect(after({ type: 'connecting', server: 's', me: 'Anna' }, received(), { type: 'connecting', server: 's', me: 'Anna' })).toHaveLength(1);
    expect(after({ type: 'connecting', server: 's', me: 'Anna' }, received(), { type: 'connecting', server: 's', me: 'Billy' })).toHaveLength(0);
  });
});
