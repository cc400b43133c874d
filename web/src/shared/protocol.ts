/** The chat protocol's events and payloads, as docs/protocol.md describes them, and the checks a payload passes before it is believed. */

import { newMessageId } from './ids';

/** `im` from the server: to every connection of the recipient and of the sender, or to all in a room. */
export interface InstantMessage {
  from: string;
  /** The recipient; absent where `room` is there. */
  to?: string;
  room?: string;
  text: string;
  id: string;
  /** When the sender's server took the message, in milliseconds since 1970. */
  at: number;
}

/** `signal`: what clients tell each other beside messages. Only those that asked for signals get them. */
export interface Signal extends InstantMessage {
  kind: string;
}

/** `file`: to who is connected now, and asked for files. */
export interface SentFile extends Omit<InstantMessage, 'text'> {
  name: string;
  type: string;
  data: ArrayBuffer;
}

type Addressed = { to: string } | { room: string };

/** `im` from the client. `forwarded` is the old protocol's word and is always false here. */
export type OutgoingMessage = Addressed & { from: string; text: string; forwarded: false; id: string };
export type OutgoingSignal = Addressed & { from: string; kind: string; text: string };
export type OutgoingFile = Addressed & { id: string; name: string; type: string; data: ArrayBuffer };

export interface Refusal {
  code: string;
  message: string;
}

/** What the server answers to an `im`: the recipient's connections it reached, or why it was refused; both where some did not confirm. */
export interface SendAnswer {
  delivered?: number;
  error?: Refusal;
}

/** What a client without an ack callback gets when something was refused. */
export interface Rejection {
  event: string;
  code: string;
  message: string;
}

export type MembersUpdate = { room: string } & ({ list: string[] } | { joined: string[]; left: string[] });

type Answer = (answer: unknown) => void;
type Told = (payload: unknown) => void;

export interface ServerEvents {
  im: Told;
  signal: Told;
  file: Told;
  update_client: Told;
  presence: Told;
  devices: Told;
  members: Told;
  left: Told;
  expires: Told;
  rejected: Told;
}

export interface Identify {
  user: string;
  presence: 'changes';
  signals: true;
  files: true;
  /** Refused as `name-taken` where somebody is connected by that name. */
  unlessTaken?: true;
}

export interface ClientEvents {
  identify: (who: Identify, answer: Answer) => void;
  authenticate: (token: { token: string }, answer: Answer) => void;
  im: (message: OutgoingMessage | OutgoingSignal, answer: Answer) => void;
  file: (file: OutgoingFile, answer: Answer) => void;
  join: (room: { room: string }, answer: Answer) => void;
  leave: (room: { room: string }, answer: Answer) => void;
  members: (room: { room: string; mode: 'changes' }, answer: Answer) => void;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** What a server of the old kind leaves out, the id and the time, is given here: better a message twice than never. */
export function readInstantMessage(value: unknown): InstantMessage | null {
  if (!isFields(value) || typeof value.text !== 'string') return null;
  const head = readHead(value);
  return head === null ? null : { ...head, text: value.text };
}

export function readSignal(value: unknown): Signal | null {
  const message = readInstantMessage(value);
  return message === null || !isFields(value) || typeof value.kind !== 'string' ? null : { ...message, kind: value.kind };
}

export function readFile(value: unknown): SentFile | null {
  if (!isFields(value)) return null;
  const { name, type, data } = value;
  const head = readHead(value);
  if (head === null || typeof name !== 'string' || typeof type !== 'string' || !(data instanceof ArrayBuffer)) return null;
  return { ...head, name, type, data };
}

function readHead({ from, to, room, id, at }: Fields): Omit<InstantMessage, 'text'> | null {
  if (typeof from !== 'string') return null;
  const head = { from, id: typeof id === 'string' ? id : newMessageId(), at: readTime(at) };
  if (typeof room === 'string') return { ...head, room };
  return typeof to === 'string' ? { ...head, to } : null;
}

function readTime(at: unknown): number {
  const time = typeof at === 'number' || typeof at === 'string' ? new Date(at).getTime() : Number.NaN;
  return Number.isNaN(time) ? Date.now() : time;
}

const isNames = (list: unknown): list is string[] => Array.isArray(list) && list.every(name => typeof name === 'string');

export function isUserList(value: unknown): value is { list: string[] } {
  return isFields(value) && isNames(value.list);
}

/** `presence`: who joined and who left since what came before. */
export function readPresence(value: unknown): { joined: string[]; left: string[] } | null {
  if (!isFields(value) || !isNames(value.joined) || !isNames(value.left)) return null;
  return { joined: value.joined, left: value.left };
}

export function readMembers(value: unknown): MembersUpdate | null {
  if (!isFields(value) || typeof value.room !== 'string') return null;
  const { room, list, joined, left } = value;
  if (isNames(list)) return { room, list };
  return isNames(joined) && isNames(left) ? { room, joined, left } : null;
}

/** `left`: of which room this client is no member any more, and why. */
export function readLeft(value: unknown): { room: string; code: string } | null {
  if (!isFields(value) || typeof value.room !== 'string' || typeof value.code !== 'string') return null;
  return { room: value.room, code: value.code };
}

export const readConnections = (value: unknown): number | null => readNumber(value, 'connections');

export interface Features {
  signals: boolean;
  /** How many bytes a file may have; 0: the server takes none. */
  files: number;
}

/** What the answer to `identify` says that the server can do for this client. */
export function readFeatures(answer: unknown): Features {
  const { signals, files } = isFields(answer) ? answer : {};
  return { signals: signals === true, files: typeof files === 'number' ? files : 0 };
}

/** `expires`: in how many milliseconds the token does. */
export const readExpires = (value: unknown): number | null => readNumber(value, 'in');

function readNumber(value: unknown, field: string): number | null {
  const number = isFields(value) ? value[field] : null;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** What an answer says was refused: null when the server agrees, or why not. */
export function refusalOf(answer: unknown): Refusal | null {
  if (!isFields(answer) || !isFields(answer.error)) return null;
  const { code, message } = answer.error;
  const reason = typeof message === 'string' ? message : 'the server refused without a reason';
  return { code: typeof code === 'string' ? code : 'unknown', message: reason };
}

export function isRejection(value: unknown): value is Rejection {
  return isFields(value) && [value.event, value.code, value.message].every(field => typeof field === 'string');
}

export function isSendAnswer(value: unknown): value is SendAnswer {
  return refusalOf(value) !== null || readNumber(value, 'delivered') !== null;
}
