import { memo, useState } from 'react';
import type { EventRow } from '../model/events';
import { timeOfDay } from '../model/format';
import { Mark } from './Headline';

const STEP = 50;

/** What happened, the newest first. */
export const EventList = memo(function EventList({ rows }: { rows: readonly EventRow[] }) {
  const [shown, setShown] = useState(STEP);
  if (rows.length === 0) return <p className="note" data-testid="no-events">Nothing has been told yet.</p>;
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label="What happened, the newest first">
      <ol className="events" data-testid="events">
        {rows.slice(0, shown).map(({ key, at, severity, text, repeats }) => (
          <li key={key} className={severity} data-testid="event" data-severity={severity}>
            <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
            <Mark severity={severity} />
            <span>{text}{repeats !== '' && <span className="note"> {repeats}</span>}</span>
          </li>
        ))}
      </ol>
      {rows.length > shown && (
        <button type="button" className="small" onClick={() => setShown(shown + STEP)}>{rows.length - shown} older</button>
      )}
    </div>
  );
});
