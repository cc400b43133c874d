import { memo, useId } from 'react';
import { isRoom, titleOf, type ConversationKey } from '../state/conversation';
import { includes } from '../state/people';
import type { ChatMessage, State, Thread } from '../state/state';
import { Face } from './Face';
import { shortTime } from './times';

interface Props {
  threads: readonly Thread[];
  chosen: ConversationKey | null;
  me: string | null;
  people: State['people'];
  rooms: State['rooms'];
  drafts: State['drafts'];
  muted: readonly string[];
  onChoose: (key: ConversationKey) => void;
}

/** With whom something was said, the latest first. */
export const Threads = memo(function Threads({ threads, chosen, me, people, rooms, drafts, muted, onChoose }: Props) {
  const id = useId();
  if (threads.length === 0) return null;
  return (
    <section className="threads" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>Conversations</h2>
      <ul>{threads.map(thread => <li key={thread.key}><ThreadRow
        thread={thread} isChosen={chosen === thread.key} me={me} isGone={isGone(thread.key, people, rooms)}
        isMuted={muted.includes(thread.key)}
        draft={chosen === thread.key ? undefined : drafts.get(thread.key)} onChoose={onChoose}
      /></li>)}</ul>
    </section>
  );
});

const isGone = (key: ConversationKey, people: State['people'], rooms: State['rooms']): boolean =>
    (isRoom(key) ? !rooms.has(titleOf(key)) : people !== null && !includes(people, key));

interface RowProps extends Pick<Props, 'me' | 'onChoose'> {
  thread: Thread;
  isChosen: boolean;
  isGone: boolean;
  isMuted: boolean;
  draft: string | undefined;
}

const ThreadRow = memo(function ThreadRow({ thread, isChosen, me, isGone: isAway, isMuted, draft, onChoose }: RowProps) {
  const { key, messages, unread } = thread;
  const last = messages.at(-1);
  return (
    <button
      type="button" className={isAway ? 'thread gone' : 'thread'} data-testid="thread" data-peer={titleOf(key)} data-unread={unread}
      aria-current={isChosen} onClick={() => onChoose(key)}
    >
      <Face name={titleOf(key)} isRoom={isRoom(key)} />
      <span className="lines">
        <span className="line">
          <span className="name" dir="auto">{titleOf(key)}</span>
          {last !== undefined && <time dateTime={new Date(last.at).toISOString()}>{shortTime(last.at)}</time>}
        </span>
        <span className="line">
          {draft === undefined ? <span className="last" dir="auto">{preview(last, key, me)}</span>
            : <span className="last" dir="auto"><span className="warn">Draft:</span> {draft}</span>}
          {isAway && <span className="tag">{isRoom(key) ? 'left' : 'gone'}</span>}
          {unread > 0 && (
            <span className={isMuted ? 'unread muted' : 'unread'} aria-label={`${unread} unread`}>
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          )}
        </span>
      </span>
    </button>
  );
});

/** More nobody counts; and of a conversation that was not open since no more are known. */
const MOST_SHOWN = 99;

function preview(last: ChatMessage | undefined, key: ConversationKey, me: string | null): string {
  if (last === undefined) return '';
  const text = last.isDeleted ? 'deleted' : last.text.replace(/^(?:> .*\n)+/, '');
  if (last.from === me) return `You: ${text}`;
  return isRoom(key) ? `${last.from}: ${text}` : text;
}
