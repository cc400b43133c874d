import type { ServerChoice } from '../../shared/servers';
import type { Edge } from '../model/edges';
import type { EventRow } from '../model/events';
import { worstFirst, type Problem } from '../model/problems';
import type { Reach } from '../model/reach';
import type { ServerView } from '../model/server';
import { MATRIX_FROM } from '../model/thresholds';
import { Charts } from './Charts';
import { EventList } from './EventList';
import { FindUser } from './FindUser';
import { Graph } from './Graph';
import { LinkTable } from './LinkTable';
import { Matrix } from './Matrix';
import { ServerTable } from './ServerTable';

interface Props {
  servers: readonly ServerChoice[];
  views: readonly ServerView[];
  edges: readonly Edge[];
  rows: readonly EventRow[];
  names: ReadonlyMap<string, string>;
  problems: readonly Problem[];
  reach: Reach;
  top: number;
  operatorKey: string;
}

export function Overview({ servers, views, edges, rows, names, problems, reach, top, operatorKey }: Props) {
  const isMany = views.length >= MATRIX_FROM;
  const sorted = worstFirst(views, problems);
  const isKnown = reach === 'reaching';
  const silent = new Set(views.filter(({ state }) => state === 'dead').map(({ id }) => id));
  const own = edges.filter(({ a, b }) => !silent.has(a) && !silent.has(b));
  const notUp = own.filter(({ severity }) => severity !== 'good');
  return (
    <main className={isMany ? 'many' : ''}>
      <section className="card links" aria-labelledby="graph-heading">
        <h2 id="graph-heading">Servers and links</h2>
        {isMany ? <Matrix servers={sorted} {...{ edges, names, isKnown }} /> : <Graph servers={views} {...{ edges, names, isKnown }} />}
      </section>
      <section className="card happened" aria-labelledby="events-heading">
        <h2 id="events-heading">The last hour</h2>
        <EventList rows={rows} />
      </section>
      <section className="card wide" aria-labelledby="servers-heading">
        <div className="heading">
          <h2 id="servers-heading">Servers</h2>
          <FindUser servers={servers} views={views} operatorKey={operatorKey} />
        </div>
        <ServerTable servers={sorted} isKnown={isKnown} />
      </section>
      {!isMany && (
        <section className="card wide" aria-labelledby="rates-heading">
          <h2 id="rates-heading">Messages, the last two minutes</h2>
          <Charts servers={views} top={top} isKnown={isKnown} />
        </section>
      )}
      <section className="card wide" aria-labelledby="links-heading">
        <h2 id="links-heading">{isMany ? `Links that are not well: ${notUp.length} of ${own.length}` : 'Links'}</h2>
        {isMany && own.length < edges.length && (
          <p className="note">Besides the {edges.length - own.length} of servers that do not answer.</p>
        )}
        {isMany && notUp.length === 0 ? <p className="note">All others are up.</p>
          : <LinkTable edges={isMany ? notUp : edges} labelledBy="links-heading" />}
      </section>
    </main>
  );
}
