import { useState } from 'react';
import { headlineOf, type Problem } from '../model/problems';
import type { ServerView } from '../model/server';
import { Linked } from './ServerLink';

const SHOWN = 6;

/** What is wrong, worst first. It is read aloud when its first line changes, not with each second that a server is silent. */
export function Headline({ views, problems }: { views: readonly ServerView[]; problems: readonly Problem[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const severity = problems[0]?.severity ?? (views.some(({ state }) => state === 'waiting') ? 'unknown' : 'good');
  const shown = isOpen ? problems : problems.slice(0, SHOWN);
  const isSaid = problems[0]?.kind === 'unreached'; // the line above has it already
  return (
    <section className={`headline ${severity}`} aria-label="What is wrong" data-testid="headline" data-severity={severity}>
      <p className="state" role="status"><Mark severity={severity} />{headlineOf(views, problems)}</p>
      {!isSaid && problems.length > 0 && (
        <ul>
          {shown.map(({ kind, severity: its, servers, text }) => (
            <li key={`${kind} ${servers.join(' ')}`} className={its} data-testid="problem" data-kind={kind}>
              <Linked text={text} servers={servers} />
            </li>
          ))}
        </ul>
      )}
      {problems.length > SHOWN && (
        <button type="button" className="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Fewer' : `All ${problems.length}`}
        </button>
      )}
    </section>
  );
}

/** A form as well as a colour: for who sees no colours, and where a system chooses them. */
export function Mark({ severity }: { severity: string }) {
  return (
    <svg className={`mark ${severity}`} viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      {severity === 'good' ? <><circle cx="10" cy="10" r="8.5" /><path d="M6 10.4l2.8 2.8L14.2 7.4" /></>
        : severity === 'unknown' ? <><circle cx="10" cy="10" r="8.5" /><path d="M6 10h8" /></>
          : severity === 'warn' ? <><path d="M10 2.2L18.6 17.4H1.4z" /><path d="M10 8v4.4M10 14.6v.6" /></>
            : <><rect x="1.8" y="1.8" width="16.4" height="16.4" rx="3" /><path d="M6.4 6.4l7.2 7.2M13.6 6.4l-7.2 7.2" /></>}
    </svg>
  );
}
