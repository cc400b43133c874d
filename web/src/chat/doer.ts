/** What the user does beside sending texts: changes, reactions, rooms, files, a new token. Each answer is what went wrong, or null. */

import { newMessageId } from '../shared/ids';
import { isSendAnswer, type Refusal } from '../shared/protocol';
import type { Connection } from './connection/connection';
import { outcomeOf } from './connection/outcome';
import { inWords, MAX_FILE_BYTES } from './files/types';
import { keepFile } from './files/files';
import { addressOf, type SignalKind } from './signals';
import { keyOfMessage, roomKey, type ConversationKey } from './state/conversation';
import { reachedNobody } from './state/messages';
import type { ChatMessage } from './state/state';
import type { Dispatch, Store } from './state/store';

type Problem = string | null;

export interface Doer {
  edit(message: ChatMessage, text: string): Promise<Problem>;
  /** Takes a message back. */
  takeBack(message: ChatMessage): Promise<Problem>;
  react(message: ChatMessage, emoji: string): Promise<Problem>;
  /** Joins, and shows it. */
  joinRoom(room: string): Promise<Problem>;
  enterRoom(room: string): Promise<Problem>;
  leaveRoom(room: string): Promise<Problem>;
  invite(person: string, room: string): Promise<Problem>;
  sendFile(key: ConversationKey, file: File): Promise<Problem>;
  /** Goes on with a new token. */
  signIn(token: string): Promise<Problem>;
}

/** Without its parameters, such as the character set. */
const mediaType = ({ type }: File): string => type.split(';', 1)[0]!.trim() || 'application/octet-stream';

const NOT_CONNECTED: Refusal = { code: 'not-connected', message: 'Not connected.' };

const wordsOf = (refusal: Refusal | null): Problem => refusal?.message ?? null;

/** @param onSignedIn Is given a token that the server has taken. */
export function createDoer(store: Store, dispatch: Dispatch, connected: () => Connection | null,
    onSignedIn: (token: string) => void): Doer {
  async function signal(key: ConversationKey, kind: SignalKind, text: string): Promise<Problem> {
    const { me } = store.getState();
    const connection = connected();
    if (me === null || connection === null) return NOT_CONNECTED.message;
    return wordsOf(await connection.signal({ from: me, ...addressOf(key), kind, text }));
  }

  /** Where the user has no place of its own for it. */
  function tell(what: string, problem: Problem): Problem {
    if (problem !== null) dispatch({ type: 'notice', text: `${what}: ${problem}.` });
    return problem;
  }

  async function enterRoom(room: string): Promise<Problem> {
    const connection = connected();
    return wordsOf(connection === null ? NOT_CONNECTED : await connection.join(room));
  }

  const place = (message: ChatMessage) => ({ key: keyOfMessage(message, store.getState().me), id: message.id, from: message.from });

  return {
    async edit(message, text) {
      const { key, id, from } = place(message);
      const problem = await signal(key, 'edit', JSON.stringify({ id, text }));
      if (problem === null) dispatch({ type: 'edited', key, id, from, text });
      return problem;
    },
    async takeBack(message) {
      const { key, id, from } = place(message);
      const isNobodys = reachedNobody(message.delivery) || message.delivery?.kind === 'failed';
      const problem = isNobodys ? null : await signal(key, 'delete', id);
      if (problem === null) dispatch({ type: 'deleted', key, id, from });
      return tell('Not deleted', problem);
    },
    async react(message, emoji) {
      const { me } = store.getState();
      if (me === null) return NOT_CONNECTED.message;
      const { key, id, from } = place(message);
      const isOn = !(message.reactions?.[emoji] ?? []).includes(me);
      const problem = await signal(key, 'react', JSON.stringify({ id, from, emoji, on: isOn }));
      if (problem === null) dispatch({ type: 'reacted', key, id, from, by: me, emoji, isOn });
      return tell('Not told', problem);
    },
    enterRoom,
    async joinRoom(room) {
      const problem = await enterRoom(room);
      if (problem === null) dispatch({ type: 'choose', key: roomKey(room) });
      return problem;
    },
    async leaveRoom(room) {
      if (store.getState().rooms.get(room)?.isClosed) {
        dispatch({ type: 'out of room', room, isClosed: false });
        return null;
      }
      const connection = connected();
      return wordsOf(connection === null ? NOT_CONNECTED : await connection.leave(room));
    },
    async invite(person, room) {
      const { me } = store.getState();
      if (me === null) return NOT_CONNECTED.message;
      const problem = await signal(person, 'invite', room);
      if (problem !== null) return problem;
      const message = { id: newMessageId(), from: me, to: person, text: `Invitation to ${room}`, at: Date.now(), invitation: room };
      dispatch({ type: 'received', message });
      return null;
    },
    async sendFile(key, file) {
      const { me } = store.getState();
      const connection = connected();
      if (me === null || connection === null) return NOT_CONNECTED.message;
      if (file.size > MAX_FILE_BYTES) return `${file.name} has ${inWords(file.size)}: ${inWords(MAX_FILE_BYTES)} at most.`;
      const data = await file.arrayBuffer();
      const [id, type] = [newMessageId(), mediaType(file)];
      keepFile({ id, from: me }, data, type);
      dispatch({ type: 'sending', message: { id, from: me, to: key, text: file.name, at: Date.now(), delivery: { kind: 'sending' },
          file: { name: file.name, type, size: file.size } } });
      dispatch({ type: 'tried', id, to: key, at: Date.now() });
      const answer = await connection.file({ ...addressOf(key), id, name: file.name, type, data });
      if (isSendAnswer(answer)) dispatch(outcomeOf(id, key, answer));
      else dispatch({ type: 'unconfirmed', id, to: key, reason: 'no server answered in time' });
      return null;
    },
    async signIn(token) {
      const connection = connected();
      const problem = wordsOf(connection === null ? NOT_CONNECTED : await connection.authenticate(token));
      if (problem !== null) return problem;
      onSignedIn(token);
      dispatch({ type: 'token ends', at: null });
      return null;
    },
  };
}
