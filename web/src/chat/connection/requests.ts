/** What is asked of the server beside messages: signals, files, a new token. Each has an answer, if only that there was none. */

import { isSendAnswer, refusalOf, type Features, type OutgoingFile, type OutgoingSignal, type Refusal } from '../../shared/protocol';
import { inWords } from '../files/types';
import type { ChatSocket } from './connection';

export interface Requests {
  /** Null: the server took it, and somebody hears of it. */
  signal(signal: OutgoingSignal): Promise<Refusal | null>;
  /** The server's answer; null: there was none. */
  file(file: OutgoingFile): Promise<unknown>;
  /** Goes on with a new token. */
  authenticate(token: string): Promise<Refusal | null>;
}

const FILE_WITHIN_MS = 60_000;

export const NO_CONNECTION: Refusal = { code: 'not-connected', message: 'there is no connection' };
const NO_ANSWER = { error: { code: 'no-answer', message: 'no server answered' } satisfies Refusal };
const NOBODY: Refusal = { code: 'nobody', message: 'they are not connected, or their client knows nothing of it' };
/** A server of an earlier version would take a signal for a message. */
const NOT_THERE: Refusal = { code: 'unknown', message: 'this server cannot do that' };
const tooLarge = (bytes: number): Refusal => ({ code: 'too-large', message: `this server takes ${inWords(bytes)} at most` });

/** @param features What the server has said that it can do. */
export function requestsOf(socket: ChatSocket, features: () => Features, answerWithinMs: number): Requests {
  return {
    async signal(signal) {
      if (!socket.connected) return NO_CONNECTION;
      if (!features().signals) return NOT_THERE;
      const answer: unknown = await socket.timeout(answerWithinMs).emitWithAck('im', signal).catch(() => NO_ANSWER);
      return refusalOf(answer) ?? ('to' in signal && isSendAnswer(answer) && answer.delivered === 0 ? NOBODY : null);
    },
    async file(file) {
      const { files: most } = features();
      if (!socket.connected) return { error: NO_CONNECTION };
      if (most === 0) return { error: NOT_THERE };
      if (file.data.byteLength > most) return { error: tooLarge(most) };
      return socket.timeout(FILE_WITHIN_MS).emitWithAck('file', file).catch(() => null);
    },
    async authenticate(token) {
      if (!socket.connected) return NO_CONNECTION;
      const answer: unknown = await socket.timeout(answerWithinMs).emitWithAck('authenticate', { token }).catch(() => NO_ANSWER);
      const refusal = refusalOf(answer);
      if (refusal === null) socket.auth = { token };
      return refusal;
    },
  };
}
