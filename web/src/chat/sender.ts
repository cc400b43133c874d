/** What this window sends, and what of it goes again. */

import { newMessageId } from '../shared/ids';
import type { Connection, Outgoing } from './connection/connection';
import { addressOf } from './signals';
import type { ConversationKey } from './state/conversation';
import { mayRetry, maySendAgain, reachedNobody } from './state/messages';
import type { ChatMessage } from './state/state';
import type { Dispatch, Store } from './state/store';
import { pending } from './state/threads';

export interface Sender {
  /** Into the open conversation. False: there is no connection to send it by, now or later. */
  send(text: string): boolean;
  say(key: ConversationKey, text: string): boolean;
  /** Sends a message again that failed, was not confirmed, or reached nobody: under its id, so that nobody gets it twice. */
  retry(message: ChatMessage): void;
  /** What has no answer yet, for a new connection. */
  sendAgain(): Outgoing[];
}

const outgoing = ({ id, from, to, text }: ChatMessage): Outgoing =>
    ({ key: to, message: { id, from, ...addressOf(to), text, forwarded: false } });

/** @param connected The connection, if there is one: what it cannot send yet it sends later. */
export function createSender(store: Store, dispatch: Dispatch, connected: () => Connection | null): Sender {
  function say(to: ConversationKey, text: string): boolean {
    const { me } = store.getState();
    const connection = connected();
    if (connection === null || me === null) return false;
    const message: ChatMessage = { id: newMessageId(), from: me, to, text, at: Date.now(), delivery: { kind: 'sending' } };
    dispatch({ type: 'sending', message });
    connection.send(outgoing(message));
    return true;
  }

  return {
    say,
    send(text) {
      const { recipient } = store.getState();
      return recipient !== null && say(recipient.key, text);
    },
    retry(message) {
      const connection = connected();
      if (connection === null || !maySendAgain(message) || !(reachedNobody(message.delivery) || mayRetry(message))) return;
      dispatch({ type: 'retrying', id: message.id, to: message.to });
      connection.send(outgoing(message));
    },
    /** What servers may have forgotten would come twice: it is not confirmed. */
    sendAgain() {
      const waiting = pending(store.getState().threads);
      for (const { id, to } of waiting.filter(message => !mayRetry(message)))
        dispatch({ type: 'unanswered', id, to, reason: 'no server answered in time' });
      return waiting.filter(message => mayRetry(message)).map(outgoing);
    },
  };
}
