/** The rows of a thread: messages and notes in the order of their times, each day of them under its date. */

import { keyOf } from '../state/messages';
import type { ChatMessage, Note, Thread } from '../state/state';

export type Row =
  | { is: 'day'; key: string; at: number }
  | { is: 'note'; key: string; note: Note }
  | { is: 'message'; key: string; message: ChatMessage };

export function rowsOf(thread: Thread | undefined): readonly Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const said of thread === undefined ? [] : inOrder(thread)) {
    const today = new Date(said.at).toDateString();
    if (today !== day) rows.push({ is: 'day', key: today, at: said.at });
    day = today;
    rows.push('kind' in said ? { is: 'note', key: `${said.kind} ${said.at}`, note: said }
        : { is: 'message', key: keyOf(said), message: said });
  }
  return rows;
}

function inOrder({ messages, notes }: Thread): readonly (ChatMessage | Note)[] {
  return notes.length === 0 ? messages : [...messages, ...notes].sort((a, b) => a.at - b.at);
}
