/** What this window sends, and what of it goes again. */

import { newMessageId } from '../shared/ids';
import type { OutgoingMessage } from '../shared/protocol';
import type { Connection } from './connection/connection';
import { mayRetry } from './state/messages';
import type { ChatMessage } from './state/state';
import type { Dispatch, Store } from './state/store';
import { pending } from './state/threads';

export interface Sender {
  /** False: there is no connection to send it by, now or later. */
  send(text: string): boolean;
  /** Sends a failed message again, under its id. */
  retry(message: ChatMessage): void;
  /** Sends a message that reached nobody once more, under a new id: servers keep their answer to the old one. */
  sendAnew(message: ChatMessage): void;
  /** What has no answer yet, for a new connection. */
  sendAgain(): OutgoingMessage[];
}

const outgoing = ({ id, from, to, text }: ChatMessage): OutgoingMessage => ({ id, from, to, text, forwarded: false });

/** @param connected The connection, if there is one: what it cannot send yet it sends later. */
export function createSender(store: Store, dispatch: Dispatch, connected: () => Connection | null): Sender {
  function sendNew(to: string, text: string, more: Pick<ChatMessage, 'replaces'> = {}): boolean {
    const { me } = store.getState();
    const connection = connected();
    if (connection === null || me === null) return false;
    const message: ChatMessage = { id: newMessageId(), from: me, to, text, at: Date.now(), delivery: { kind: 'sending' }, ...more };
    dispatch({ type: 'sending', message });
    connection.send(outgoing(message));
    return true;
  }

  return {
    send(text) {
      const { recipient } = store.getState();
      return recipient !== null && sendNew(recipient.name, text);
    },
    retry(message) {
      const connection = connected();
      if (connection === null || !mayRetry(message)) return;
      dispatch({ type: 'retrying', id: message.id, to: message.to });
      connection.send(outgoing(message));
    },
    sendAnew: ({ id, to, text }) => void sendNew(to, text, { replaces: id }),
    /** What servers may have forgotten would come twice: it has failed. */
    sendAgain() {
      const waiting = pending(store.getState().threads);
      for (const { id, to } of waiting.filter(message =>
          !mayRetry(message))) dispatch({ type: 'unanswered', id, to, reason: 'no server answered in time' });
      return waiting.filter(message => mayRetry(message)).map(outgoing);
    },
  };
}
