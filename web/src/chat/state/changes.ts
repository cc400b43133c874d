/** What is done to a message after it was said: changed, taken back, answered by an emoji. */

import type { Action } from './action';
import { changeOne, isSame } from './messages';
import type { ChatMessage, State } from './state';
import { withMessages } from './threads';

export type Change = Extract<Action, { type: 'edited' | 'deleted' | 'reacted' }>;

/** Of one message, kinds of emoji; of one emoji, names that are kept. */
const MAX_REACTIONS = 20;
const MAX_REACTORS = 200;

export const isChange = (action: Action): action is Change =>
    action.type === 'edited' || action.type === 'deleted' || action.type === 'reacted';

export function changed(message: ChatMessage, change: Change): ChatMessage {
  if (message.isDeleted) return message;
  if (change.type === 'edited') return withText(message, change.text);
  return change.type === 'reacted' ? reacted(message, change) : withoutText(message);
}

const withText = (message: ChatMessage, text: string): ChatMessage =>
    (message.file || message.text === text ? message : { ...message, text, isEdited: true });

function withoutText({ reactions: _, file: __, isEdited: ___, ...message }: ChatMessage): ChatMessage {
  return { ...message, text: '', isDeleted: true };
}

function reacted(message: ChatMessage, { by, emoji, isOn }: Extract<Change, { type: 'reacted' }>): ChatMessage {
  const given = new Map(Object.entries(message.reactions ?? {}));
  const givers = given.get(emoji) ?? [];
  if (givers.includes(by) === isOn) return message;
  if (isOn && ((givers.length === 0 && given.size >= MAX_REACTIONS) || givers.length >= MAX_REACTORS)) return message;
  const next = isOn ? [...givers, by] : givers.filter(name => name !== by);
  if (next.length > 0) given.set(emoji, next);
  else given.delete(emoji);
  return { ...message, reactions: Object.fromEntries(given) };
}

export function withChange(state: State, change: Change): State {
  if (!state.threads.has(change.key)) return state;
  const threads = withMessages(state.threads, change.key, messages =>
      changeOne(messages, message => isSame(message, change), message => changed(message, change)));
  return threads === state.threads ? state : { ...state, threads };
}
