/** The chat protocol's events and payloads, as docs/protocol.md describes them, and the checks a payload passes before it is believed. */

import { newMessageId } from './ids';

/** `im` from the server: to every connection of the recipient and of the sender. */
export interface InstantMessage {
  from: string;
  to: string;
  text: string;
  forwarded: boolean;
  id: string;
  /** When the sender's server took it, in milliseconds since 1970. */
  at: number;
}

/** `im` from the client. `forwarded` is the old protocol's word and is always false here. */
export interface OutgoingMessage {
  from: string;
  to: string;
  text: string;
  forwarded: false;
  id: string;
}

/** What the server answers to an `im`: the recipient's connections it reached, or why it was refused. */
export type SendAnswer =
  | { id: string; delivered: number; servers: unknown }
  | { error: { code: string; message: string } };

/** What a client without an ack callback gets when something was refused. */
export interface Rejection {
  event: string;
  code: string;
  message: string;
}

export interface ServerEvents {
  im: (message: unknown) => void;
  update_client: (update: unknown) => void;
  presence: (change: unknown) => void;
  rejected: (rejection: unknown) => void;
}

export interface ClientEvents {
  identify: (who: { user: string; presence: 'changes' }, answer: (answer: unknown) => void) => void;
  im: (message: OutgoingMessage, answer: (answer: unknown) => void) => void;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** What a server of the old kind leaves out, the id and the time, is given here: better a message twice than never. */
export function readInstantMessage(value: unknown): InstantMessage | null {
  if (!isFields(value)) return null;
  const { from, to, text, forwarded, id, at } = value;
  if (typeof from !== 'string' || typeof to !== 'string' || typeof text !== 'string') return null;
  return { from, to, text, forwarded: forwarded === true, id: typeof id === 'string' ? id : newMessageId(), at: readTime(at) };
}

function readTime(at: unknown): number {
  const time = typeof at === 'number' || typeof at === 'string' ? new Date(at).getTime() : Number.NaN;
  return Number.isNaN(time) ? Date.now() : time;
}

export function isUserList(value: unknown): value is { list: string[] } {
  return isFields(value) && Array.isArray(value.list) && value.list.every(name => typeof name === 'string');
}

/** `presence`: who joined and who left since what came before. */
export function readPresence(value: unknown): { joined: string[]; left: string[] } | null {
  if (!isFields(value)) return null;
  const names = (list: unknown): string[] | null => (Array.isArray(list) && list.every(name => typeof name === 'string') ? list : null);
  const [joined, left] = [names(value.joined), names(value.left)];
  return joined === null || left === null ? null : { joined, left };
}

/** What the server answers to `identify`: null when it agrees, or why not. */
export function refusalOf(answer: unknown): string | null {
  if (!isFields(answer) || !isFields(answer.error)) return null;
  return typeof answer.error.message === 'string' ? answer.error.message : 'the server refused without a reason';
}

export function isRejection(value: unknown): value is Rejection {
  return isFields(value) && [value.event, value.code, value.message].every(field => typeof field === 'string');
}

export function isSendAnswer(value: unknown): value is SendAnswer {
  if (!isFields(value)) return false;
  return isFields(value.error) ? typeof value.error.message === 'string' : typeof value.delivered === 'number';
}
