import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Client } from '../client';
import { canSend, type ChatMessage, type State } from '../state/state';
import { titleOf } from '../state/conversation';
import { Composer, type Task } from './Composer';
import { ConversationHead } from './ConversationHead';
import { Icon } from './icons';
import { MessageRow } from './MessageRow';
import { rowsOf, type Row } from './rows';
import { Silence } from './Silence';
import { isoDay, longDay, timeOfDay } from './times';
import { useEnd } from './useEnd';

interface Props {
  state: State;
  client: Client;
  onLeave: () => void;
}

/** What was said in the chosen conversation, and the field for more. */
export function Conversation({ state, client, onLeave }: Props) {
  const { status, recipient, threads, me, rooms, isAtEnd } = state;
  const key = recipient?.key ?? null;
  const thread = key === null ? undefined : threads.get(key);
  const shown = useMemo(() => rowsOf(thread), [thread]);
  const [task, setTask] = useState<Task>(null);
  const last = shown.at(-1);
  const isOwn = last?.is === 'message' && last.message.delivery?.kind === 'sending';
  const { list, rows, onScroll, toEnd } = useEnd({
    thread: key, first: shown.find(row => row.is === 'message')?.key, last: last?.key, isOwn,
    onEnd: isIt => client.store.dispatch({ type: 'at end', isAtEnd: isIt }),
    onBeginning: () => void (key !== null && thread !== undefined && thread.completeFrom > 0 && client.loadOlder(key)),
  });
  useEffect(() => setTask(null), [key]);
  const onAnswer = useCallback((message: ChatMessage) => setTask({ is: 'answer', message }), []);
  const onEdit = useCallback((message: ChatMessage) => setTask({ is: 'edit', message }), []);
  const isReady = canSend(status);

  function editLast(): void {
    const mine = thread?.messages.findLast(({ from, isDeleted, file, invitation }) =>
        from === me && !isDeleted && file === undefined && invitation === undefined);
    if (mine !== undefined && isReady) onEdit(mine);
  }

  return (
    <section className="conversation card" aria-labelledby="conversation-heading">
      <ConversationHead state={state} client={client} onLeave={onLeave} />
      <div
        ref={list} className="messages" role="log" aria-labelledby="conversation-heading"
        data-testid="messages" tabIndex={0} onScroll={onScroll}
      >
        {thread !== undefined && thread.completeFrom > 0 && <p className="note older" data-testid="older">Older messages …</p>}
        <ol ref={rows}>
          {shown.map(row => (row.is === 'message' ? (
            <MessageRow
              key={row.key} message={row.message} isFirst={row.isFirst} isLast={row.isLast} me={me} canSend={isReady}
              isRead={row.message.at <= thread!.readByPeerAt} client={client}
              isInvitedIn={row.message.invitation !== undefined && rooms.has(row.message.invitation)} onAnswer={onAnswer} onEdit={onEdit}
            />
          ) : <Mark key={row.key} row={row} name={titleOf(key!)} />))}
        </ol>
      </div>
      {shown.length === 0 && <Silence state={state} />}
      {!isAtEnd && shown.length > 0 && <ToEnd unread={thread?.unread ?? 0} onClick={toEnd} />}
      {recipient !== null && (
        <Composer key={`${me} ${key}`} state={state} client={client} task={task} onTask={setTask} onEditLast={editLast} onEscape={toEnd} />
      )}
    </section>
  );
}

function ToEnd({ unread, onClick }: { unread: number; onClick: () => void }) {
  return (
    <button type="button" className="to-end" data-testid="to-end" data-unread={unread} onClick={onClick}>
      {unread > 0 ? `${unread} new ` : <span className="unseen">To the newest message</span>}<Icon name="down" />
    </button>
  );
}

/** What stands between messages. */
function Mark({ row, name }: { row: Exclude<Row, { is: 'message' }>; name: string }) {
  if (row.is === 'new') return <li className="new" data-row="new" data-testid="new-line">New</li>;
  if (row.is === 'day') return <li className="day" data-testid="day"><time dateTime={isoDay(row.at)}>{longDay(row.at)}</time></li>;
  const { kind, at } = row.note;
  return <li className="event" data-testid="event"><bdi>{name}</bdi> {kind === 'left' ? 'left' : 'is back'} · {timeOfDay(at)}</li>;
}
