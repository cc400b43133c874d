import { memo, useState } from 'react';
import type { Direction, DirectionState, Edge } from '../model/edges';
import { bytes, count, duration, milliseconds, rate } from '../model/format';
import { loud, ofRoundTrip, ofUnacknowledged, rank } from '../model/thresholds';
import { useName } from './names';

const STEP = 60;
const WORDS: Record<DirectionState, string> = { up: 'up', down: 'down', silent: 'silent', unknown: 'not known' };
const COLOURS: Record<DirectionState, string> = { up: 'good', down: 'bad', silent: 'note', unknown: 'note' };

/** A row for each direction of each link, the worst first. */
export const LinkTable = memo(function LinkTable({ edges, labelledBy }: { edges: readonly Edge[]; labelledBy: string }) {
  const [shown, setShown] = useState(STEP);
  const directions = edges.flatMap(edge => [edge.forth, edge.back]).sort((one, other) => rank(one.severity) - rank(other.severity));
  return (
    <div className="scroll" tabIndex={0} role="group" aria-labelledby={labelledBy}>
      <table className="links">
        <thead>
          <tr>
            <th scope="col">From – to</th><th scope="col">State</th><th scope="col">Round trip</th><th scope="col">Unacknowledged</th>
            <th scope="col">Messages</th><th scope="col">Bytes</th><th scope="col">Last heard</th><th scope="col">Last end</th>
          </tr>
        </thead>
        <tbody>
          {directions.slice(0, shown).map(direction => <Row key={`${direction.from} ${direction.to}`} direction={direction} />)}
        </tbody>
      </table>
      {directions.length > shown && (
        <button type="button" className="small" onClick={() => setShown(shown + STEP)}>{directions.length - shown} more</button>
      )}
    </div>
  );
});

function Row({ direction }: { direction: Direction }) {
  const { from, to, state, roundTripMs, unacknowledged, messages, bytes: perSecond, lastHeardMs, why } = direction;
  return (
    <tr data-testid="link" data-between={`${from} ${to}`} data-state={state}>
      <th scope="row" title={`${from} → ${to}`}>
        {useName(from)} <span aria-hidden="true">→</span><span className="unseen"> to </span> {useName(to)}
      </th>
      <td className={COLOURS[state]}>{WORDS[state]}</td>
      <td className={loud(ofRoundTrip(roundTripMs))}>{milliseconds(roundTripMs)}</td>
      <td className={loud(ofUnacknowledged(unacknowledged))}>{count(unacknowledged)}</td>
      <td>{messages === null ? '–' : rate(messages)}</td>
      <td>{perSecond === null ? '–' : `${bytes(perSecond)}/s`}</td>
      <td className="note">{state === 'up' || lastHeardMs === null ? '' : `${duration(lastHeardMs)} ago`}</td>
      <td className="note why">{why}</td>
    </tr>
  );
}
