import { reduce } from '../../src/chat/state/reduce';
import type { Action, Received } from '../../src/chat/state/action';
import { initialState, type ChatMessage, type State } from '../../src/chat/state/state';

export const me: Action = { type: 'user', me: 'Anna' };
export const connecting: Action = { type: 'connecting', server: 'server-1' };
export const list = (...users: string[]): Action => ({ type: 'list', users, at: 100 });
export const choose = (key: string): Action => ({ type: 'choose', key });
export const MESSAGE: ChatMessage = { id: '1', from: 'Anna', to: 'Billy', text: 'Hello', at: 5, delivery: { kind: 'sending' } };
export const sending: Action = { type: 'sending', message: MESSAGE };
export const delivered = { type: 'delivered', id: '1', to: 'Billy', connections: 2 } satisfies Action;
export const failed = { type: 'failed', id: '1', to: 'Billy', reason: 'no answer' } satisfies Action;

/** From Billy to Anna unless told otherwise. */
export const received = (fields: Partial<Received> = {}): Action => ({
  type: 'received', message: { id: '1', from: 'Billy', to: 'Anna', text: 'Hello', at: 1_000, ...fields },
});

export const after = (...actions: Action[]): State => [me, ...actions].reduce(reduce, initialState);
export const thread = (state: State, peer = 'Billy') => state.threads.get(peer);

/** What the browser kept, by its conversation with Billy. */
export const history = (messages: ChatMessage[], readAt = 0, now = 1): Action =>
    ({ type: 'history', threads: [{ key: 'Billy', messages, readAt, completeFrom: 0 }], now });
