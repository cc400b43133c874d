import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Client } from '../client';
import { keyOf } from '../state/messages';
import { canSend, type ChatMessage, type Note, type State, type Thread } from '../state/state';
import { Composer } from './Composer';
import { MessageRow } from './MessageRow';
import { timeOfDay } from './times';

const NEAR_THE_END_PX = 40;

/** What was said with the chosen person, and the field for more. */
export function Conversation({ state, client }: { state: State; client: Client }) {
  const { recipient, threads, me } = state;
  const thread = recipient === null ? undefined : threads.get(recipient.name);
  const rows = useMemo(() => inOrder(thread), [thread]);
  const { list, onScroll } = useEnd(recipient?.name ?? null, rows);

  return (
    <section className="conversation card" aria-labelledby="conversation-heading">
      <div className="with">
        <button type="button" className="small back" aria-label="Back to the list" onClick={() => client.store.dispatch({ type: 'leave thread' })}>‹</button>
        <h2 id="conversation-heading" className="name" dir="auto" data-testid="recipient">{recipient?.name ?? 'Messages'}</h2>
        <span className={`note ${recipient?.presence ?? ''}`} role="status" data-testid="recipient-note">{describe(state)}</span>
      </div>
      <div ref={list} className="messages" role="log" aria-labelledby="conversation-heading" data-testid="messages" tabIndex={0} onScroll={onScroll}>
        <ol>{rows.map(row => 'kind' in row
          ? <li key={`${row.kind} ${row.at}`} className="event" data-testid="event">{recipient!.name} {row.kind === 'left' ? 'left' : 'is back'} · {timeOfDay(row.at)}</li>
          : <MessageRow key={keyOf(row)} message={row} isMine={row.from === me} canSend={canSend(state.status)} client={client} />)}</ol>
      </div>
      {rows.length === 0 && <p className="empty">{recipient === null ? 'Choose somebody from the list.' : 'Nothing said yet.'}</p>}
      {recipient !== null && <Composer key={`${me} ${recipient.name}`} state={state} client={client} />}
    </section>
  );
}

function inOrder(thread: Thread | undefined): readonly (ChatMessage | Note)[] {
  if (thread === undefined) return [];
  return thread.notes.length === 0 ? thread.messages : [...thread.messages, ...thread.notes].sort((a, b) => a.at - b.at);
}

/** Keeps the last message in sight, but who reads further up is left there, until they write themselves. */
function useEnd(peer: string | null, rows: readonly (ChatMessage | Note)[]) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = rows.at(-1);
  const hasJustSent = last !== undefined && 'delivery' in last && last.delivery?.kind === 'sending';

  useLayoutEffect(() => {
    atEnd.current = true;
  }, [peer]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && (atEnd.current || hasJustSent)) element.scrollTop = element.scrollHeight;
  });
  const onScroll = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = list.current!;
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
  };
  return { list, onScroll };
}

function describe({ status, recipient }: State): string {
  if (recipient === null || recipient.presence === 'here') return '';
  if (status.kind !== 'connected') return '';
  return recipient.presence === 'left' ? 'has left; stays chosen until they are back' : 'is back';
}
