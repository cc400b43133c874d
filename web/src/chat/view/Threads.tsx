import { memo, useId, useMemo } from 'react';
import { includes } from '../state/people';
import type { State } from '../state/state';
import { byLastMessage } from '../state/threads';
import { shortTime } from './times';

interface Props {
  state: State;
  onChoose: (name: string) => void;
}

/** With whom something was said, the latest first. */
export const Threads = memo(function Threads({ state: { threads, people, recipient }, onChoose }: Props) {
  const sorted = useMemo(() => byLastMessage(threads), [threads]);
  const id = useId();
  if (sorted.length === 0) return null;
  return (
    <section className="threads card" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>Conversations</h2>
      <ul>
        {sorted.map(({ peer, messages, unread }) => {
          const last = messages.at(-1)!;
          const isGone = people !== null && !includes(people, peer);
          return (
            <li key={peer}>
              <button
                type="button" className={isGone ? 'thread gone' : 'thread'} data-testid="thread" data-peer={peer} data-unread={unread}
                aria-current={recipient?.name === peer} onClick={() => onChoose(peer)}
              >
                <span className="line">
                  <span className="name" dir="auto">{peer}</span>
                  <time dateTime={new Date(last.at).toISOString()}>{shortTime(last.at)}</time>
                </span>
                <span className="line">
                  <span className="last" dir="auto">{last.text}</span>
                  {isGone && <span className="tag">gone</span>}
                  {unread > 0 && <span className="unread" aria-label={`${unread} unread`}>{unread}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
