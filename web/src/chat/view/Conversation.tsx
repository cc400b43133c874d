import { useMemo } from 'react';
import type { Client } from '../client';
import { canSend, type State } from '../state/state';
import { Composer } from './Composer';
import { MessageRow } from './MessageRow';
import { rowsOf, type Row } from './rows';
import { isoDay, longDay, timeOfDay } from './times';
import { useEnd } from './useEnd';

/** What was said with the chosen person, and the field for more. */
export function Conversation({ state, client }: { state: State; client: Client }) {
  const { status, recipient, threads, me } = state;
  const thread = recipient === null ? undefined : threads.get(recipient.name);
  const shown = useMemo(() => rowsOf(thread), [thread]);
  const last = shown.at(-1);
  const isOwn = last?.is === 'message' && last.message.delivery?.kind === 'sending';
  const { list, rows, onScroll } = useEnd(recipient?.name ?? null, last?.key, isOwn);

  return (
    <section className="conversation card" aria-labelledby="conversation-heading">
      <div className="with">
        <button type="button" className="small back" aria-label="Back to the list" onClick={() =>
            client.store.dispatch({ type: 'leave thread' })}>‹</button>
        <h2 id="conversation-heading" className="name" dir="auto" data-testid="recipient">{recipient?.name ?? 'Messages'}</h2>
        <span className={`note ${recipient?.presence ?? ''}`} role="status" data-testid="recipient-note">{describe(state)}</span>
      </div>
      <div
        ref={list} className="messages" role="log" aria-labelledby="conversation-heading"
        data-testid="messages" tabIndex={0} onScroll={onScroll}
      >
        <ol ref={rows}>
          {shown.map(row => <RowOf key={row.key} row={row} peer={recipient!.name} me={me} canSend={canSend(status)} client={client} />)}
        </ol>
      </div>
      {shown.length === 0 && <p className="empty">{recipient === null ? 'Choose somebody from the list.' : 'Nothing said yet.'}</p>}
      {recipient !== null && <Composer key={`${me} ${recipient.name}`} state={state} client={client} />}
    </section>
  );
}

function RowOf({ row, peer, me, canSend: isReady,
    client }: { row: Row; peer: string; me: string | null; canSend: boolean; client: Client }) {
  if (row.is === 'message') return <MessageRow message={row.message} isMine={row.message.from === me} canSend={isReady} client={client} />;
  if (row.is === 'day') return <li className="day" data-testid="day"><time dateTime={isoDay(row.at)}>{longDay(row.at)}</time></li>;
  const { kind, at } = row.note;
  return <li className="event" data-testid="event"><bdi>{peer}</bdi> {kind === 'left' ? 'left' : 'is back'} · {timeOfDay(at)}</li>;
}

function describe({ status, recipient }: State): string {
  if (recipient === null || recipient.presence === 'here') return '';
  if (status.kind !== 'connected') return '';
  return recipient.presence === 'left' ? 'has left; stays chosen until they are back' : 'is back';
}
