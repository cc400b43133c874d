/** What this window sends, and what of it goes again. */

import { newMessageId } from '../shared/ids';
import type { Connection, Outgoing } from './connection/connection';
import { addressOf } from './signals';
import type { ConversationKey } from './state/conversation';
import { idOfNextTry, mayRetry } from './state/messages';
import type { ChatMessage } from './state/state';
import type { Dispatch, Store } from './state/store';
import { pending } from './state/threads';

export interface Sender {
  /** Into the open conversation. False: there is no connection to send it by, now or later. */
  send(text: string): boolean;
  say(key: ConversationKey, text: string): boolean;
  /** Sends a message that failed or was not confirmed again, under its id. */
  retry(message: ChatMessage): void;
  /** Sends a message that reached nobody once more: as the same message, under an id for which servers have no answer yet. */
  sendAnew(message: ChatMessage): void;
  /** What has no answer yet, for a new connection. */
  sendAgain(): Outgoing[];
}

const outgoing = ({ id, from, to, text }: ChatMessage): Outgoing =>
    ({ key: to, message: { id, from, ...addressOf(to), text, forwarded: false } });

/** @param connected The connection, if there is one: what it cannot send yet it sends later. */
export function createSender(store: Store, dispatch: Dispatch, connected: () => Connection | null): Sender {
  function sendNew(to: ConversationKey, text: string, id: string, more: Pick<ChatMessage, 'replaces'> = {}): boolean {
    const { me } = store.getState();
    const connection = connected();
    if (connection === null || me === null) return false;
    const message: ChatMessage = { id, from: me, to, text, at: Date.now(), delivery: { kind: 'sending' }, ...more };
    dispatch({ type: 'sending', message });
    connection.send(outgoing(message));
    return true;
  }

  const say = (key: ConversationKey, text: string): boolean => sendNew(key, text, newMessageId());

  return {
    say,
    send(text) {
      const { recipient } = store.getState();
      return recipient !== null && say(recipient.key, text);
    },
    retry(message) {
      const connection = connected();
      if (connection === null || !mayRetry(message)) return;
      dispatch({ type: 'retrying', id: message.id, to: message.to });
      connection.send(outgoing(message));
    },
    sendAnew: ({ id, to, text }) => void sendNew(to, text, idOfNextTry(id), { replaces: id }),
    /** What servers may have forgotten would come twice: it is not confirmed. */
    sendAgain() {
      const waiting = pending(store.getState().threads).filter(({ file }) => file === undefined);
      for (const { id, to } of waiting.filter(message => !mayRetry(message)))
        dispatch({ type: 'unanswered', id, to, reason: 'no server answered in time' });
      return waiting.filter(message => mayRetry(message)).map(outgoing);
    },
  };
}
