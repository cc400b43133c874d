/** The rows of a thread: messages and notes in the order of their times, each day of them under its date, what is new under a line. */

import { keyOf } from '../state/messages';
import type { ChatMessage, Note, Thread } from '../state/state';

export interface MessageEntry {
  is: 'message';
  key: string;
  message: ChatMessage;
  /** The first of several that one person said in a row: it has their face and name. */
  isFirst: boolean;
  /** The last of them: it has the time. */
  isLast: boolean;
}

export type Row =
  | { is: 'day'; key: string; at: number }
  | { is: 'new'; key: string }
  | { is: 'note'; key: string; note: Note }
  | MessageEntry;

/** What one person says within it stands together. */
const GROUP_MS = 5 * 60_000;

export function rowsOf(thread: Thread | undefined): readonly Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const said of thread === undefined ? [] : inOrder(thread)) {
    const today = new Date(said.at).toDateString();
    if (today !== day) rows.push({ is: 'day', key: today, at: said.at });
    day = today;
    if ('kind' in said) rows.push({ is: 'note', key: `${said.kind} ${said.at}`, note: said });
    else pushMessage(rows, said, thread!.newFrom);
  }
  return rows;
}

function pushMessage(rows: Row[], message: ChatMessage, newFrom: string | undefined): void {
  const key = keyOf(message);
  if (key === newFrom) rows.push({ is: 'new', key: 'new' });
  const before = rows.at(-1);
  const goesOn = before?.is === 'message' && belongTogether(before.message, message);
  if (goesOn) before.isLast = false;
  rows.push({ is: 'message', key, message, isFirst: !goesOn, isLast: true });
}

const belongTogether = (before: ChatMessage, after: ChatMessage): boolean => before.from === after.from && after.at - before.at < GROUP_MS;

function inOrder({ messages, notes, completeFrom }: Thread): readonly (ChatMessage | Note)[] {
  if (notes.length === 0) return messages;
  return [...messages, ...notes.filter(({ at }) => at >= completeFrom)].sort((a, b) => a.at - b.at);
}
