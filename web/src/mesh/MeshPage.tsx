import { useState } from 'react';
import { Logo } from '../shared/Logo';
import type { ServerChoice } from '../shared/servers';
import { Chart, rate } from './Chart';
import { Graph } from './Graph';
import { KeyForm } from './KeyForm';
import { LinkTable } from './LinkTable';
import { edgesOf, totals } from './model';
import { useMesh } from './useMesh';

/** The mesh, live and read-only. */
export function MeshPage({ servers }: { servers: readonly ServerChoice[] }) {
  const [key, setKey] = useState('');
  const views = useMesh(servers, key);
  const needsKey = views.some(({ refusedKey }) => refusedKey !== null);
  const wasWrong = key !== '' && views.some(({ refusedKey }) => refusedKey === key); // not an answer to the one before
  const edges = edgesOf(views);
  const { alive, users, connections, rate: messages } = totals(views);
  const hidden = views.find(({ state }) => state === 'hidden');

  return (
    <div className="mesh">
      <header>
        <Logo page="mesh" />
        <dl className="totals">
          <div><dt>servers</dt><dd data-testid="alive">{alive} of {views.length}</dd></div>
          <div><dt>users</dt><dd data-testid="users-total">{users}</dd></div>
          <div><dt>connections</dt><dd>{connections}</dd></div>
          <div><dt>messages</dt><dd data-testid="rate">{rate(messages)}</dd></div>
        </dl>
      </header>
      {needsKey ? <KeyForm wasWrong={wasWrong} onKey={setKey} /> : hidden !== undefined
          && <p className="banner error" role="alert">{hidden.id}: {hidden.message}</p>}
      <main>
        <section className="card" aria-labelledby="graph-heading">
          <h2 id="graph-heading">Servers and links</h2>
          <Graph servers={views} edges={edges} />
        </section>
        <section className="card" aria-labelledby="rates-heading">
          <h2 id="rates-heading">The last minutes</h2>
          <ul className="rates">
            {views.map(({ id, state, samples, report }) => (
              <li key={id} className={state} data-testid="rates-of" data-id={id}>
                <h3>{id} <span className="note">{state === 'alive' ? `${report!.usersHere} users, ${report!.connections} connections`
                    : state}</span></h3>
                <Chart samples={samples} of="taken" label="messages in" />
                <Chart samples={samples} of="handed" label="copies out" />
              </li>
            ))}
          </ul>
        </section>
        <section className="card wide" aria-labelledby="links-heading">
          <h2 id="links-heading">Links</h2>
          <LinkTable edges={edges} />
        </section>
      </main>
    </div>
  );
}
