/** A message as it is kept: with what it is found by. */

import { keyOfMessage, type ConversationKey } from '../state/conversation';
import { keyOf } from '../state/messages';
import { wordsOf } from '../state/search';
import type { ChatMessage } from '../state/state';

export interface MessageRecord extends ChatMessage {
  key: string;
  thread: ConversationKey;
  words: string[];
}

export const recordOf = (message: ChatMessage, user: string): MessageRecord =>
    ({ ...message, key: keyOf(message), thread: keyOfMessage(message, user), words: wordsOf(message.text) });

export function messageOf({ key: _, thread: __, words: ___, ...message }: MessageRecord): ChatMessage {
  return message;
}
