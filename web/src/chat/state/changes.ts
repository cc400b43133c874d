/** What is done to a message after it was said: changed, taken back, answered by an emoji. */

import { changeOne, isSame } from './messages';
import type { ChatMessage, State } from './state';
import { withMessages } from './threads';

/** Of one message, kinds of emoji; of one emoji, names that are kept. */
const MAX_REACTIONS = 20;
const MAX_REACTORS = 200;

type Said = { key: string; id: string; from: string };

export const withText = (state: State, said: Said, text: string): State => withSaid(state, said, message =>
    (message.isDeleted || message.file || message.text === text ? message : { ...message, text, isEdited: true }));

export const withoutText = (state: State, said: Said): State => withSaid(state, said, message => {
  if (message.isDeleted) return message;
  const { reactions: _, file: __, isEdited: ___, ...rest } = message;
  return { ...rest, text: '', isDeleted: true };
});

export const withReaction = (state: State, said: Said, by: string, emoji: string, isOn: boolean): State =>
    withSaid(state, said, message => react(message, by, emoji, isOn));

function react(message: ChatMessage, by: string, emoji: string, isOn: boolean): ChatMessage {
  const { [emoji]: givers = [], ...others } = message.reactions ?? {};
  if (message.isDeleted || givers.includes(by) === isOn) return message;
  if (isOn && (Object.keys(others).length >= MAX_REACTIONS || givers.length >= MAX_REACTORS)) return message;
  const next = isOn ? [...givers, by] : givers.filter(name => name !== by);
  return { ...message, reactions: next.length > 0 ? { ...message.reactions, [emoji]: next } : others };
}

function withSaid(state: State, said: Said, next: (message: ChatMessage) => ChatMessage): State {
  if (!state.threads.has(said.key)) return state;
  const threads = withMessages(state.threads, said.key, messages => changeOne(messages, message => isSame(message, said), next));
  return threads === state.threads ? state : { ...state, threads };
}
