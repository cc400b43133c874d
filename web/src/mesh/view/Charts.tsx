import { plural, rate } from '../model/format';
import type { ServerView } from '../model/server';
import { Chart } from './Chart';
import { ServerLink } from './ServerLink';

/** All on one scale: what looks the same is the same. */
export function Charts({ servers, top, isKnown }: { servers: readonly ServerView[]; top: number; isKnown: boolean }) {
  return (
    <>
      <p className="note">All charts have one scale, from 0 to {rate(top)}.</p>
      <ul className="rates">
        {servers.map(({ id, state, samples, report }) => (
          <li key={id} className={isKnown ? state : ''} data-testid="rates-of" data-id={id}>
            <h3><ServerLink id={id} /> <span className="note">{state === 'alive'
              ? `${plural(report!.usersHere, 'user')}, ${plural(report!.connections, 'connection')}`
              : isKnown ? state : 'not reached'}</span></h3>
            <Chart samples={samples} of="taken" label="messages in" top={top} />
            <Chart samples={samples} of="handed" label="copies out" top={top} />
          </li>
        ))}
      </ul>
    </>
  );
}
