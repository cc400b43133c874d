import { useEffect, useRef } from 'react';
import type { ServerChoice } from '../../shared/servers';
import type { Chosen } from '../ask/useChosen';
import type { Edge } from '../model/edges';
import type { EventRow } from '../model/events';
import type { Reach } from '../model/reach';
import type { ServerView } from '../model/server';
import { Chart } from './Chart';
import { Connections } from './Connections';
import { EventList } from './EventList';
import { Facts } from './Facts';
import { LinkTable } from './LinkTable';

interface Props {
  servers: readonly ServerChoice[];
  views: readonly ServerView[];
  edges: readonly Edge[];
  rows: readonly EventRow[];
  reach: Reach;
  top: number;
  operatorKey: string;
  chosen: Chosen;
}

/** One server: what it is, what happened to it, its links and its connections. */
export function ServerPanel({ servers, views, edges, rows, reach, top, operatorKey, chosen }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []); // whoever came by the keyboard goes on from here
  const server = servers.find(({ id }) => id === chosen.server);
  const view = views.find(({ id }) => id === chosen.server);
  const back = <a className="back" href="#" data-testid="all-servers">← All servers</a>;
  if (server === undefined || view === undefined) {
    return (
      <main className="panel">
        <div className="wide">{back}<h2 ref={heading} tabIndex={-1}>There is no server “{chosen.server}” in this mesh.</h2></div>
      </main>
    );
  }
  const own = edges.filter(({ a, b }) => a === view.id || b === view.id);
  return (
    <main className="panel" data-testid="panel" data-id={view.id}>
      <div className="wide heading">{back}<h2 ref={heading} tabIndex={-1}>{view.id}</h2><span className="note">{server.url}</span></div>
      <section className="card" aria-labelledby="facts-heading">
        <h2 id="facts-heading">Now</h2>
        <Facts view={view} views={views} isKnown={reach === 'reaching'} />
        <Chart samples={view.samples} of="taken" label="messages in" top={top} />
        <Chart samples={view.samples} of="handed" label="copies out" top={top} />
      </section>
      <section className="card happened" aria-labelledby="events-heading">
        <h2 id="events-heading">The last hour</h2>
        <EventList rows={rows.filter(row => row.servers.includes(view.id))} />
      </section>
      <section className="card wide" aria-labelledby="links-heading">
        <h2 id="links-heading">Its links</h2>
        <LinkTable edges={own} labelledBy="links-heading" />
      </section>
      <Connections server={server} view={view} operatorKey={operatorKey} user={chosen.user} key={chosen.user} />
    </main>
  );
}
