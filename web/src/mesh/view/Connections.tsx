import { useEffect, useState } from 'react';
import type { ServerChoice } from '../../shared/servers';
import { askConnections, type Connection, type ConnectionPage } from '../ask/poll';
import { addressOf } from '../ask/useChosen';
import { bytes, count, duration, plural } from '../model/format';
import type { ServerView } from '../model/server';

interface Props {
  server: ServerChoice;
  view: ServerView;
  operatorKey: string;
  /** Only hers; empty: all. */
  user: string;
}

/** The connections of a server, as they were when they were asked for: who reads a list does not want it to move. */
export function Connections({ server, view, operatorKey, user }: Props) {
  const [page, setPage] = useState<ConnectionPage | string | null>(null);
  const [before, setBefore] = useState<readonly string[]>([]); // the pages' beginnings, up to this one's
  const [asked, setAsked] = useState(0);
  const after = before.at(-1) ?? '';
  const isThere = view.state === 'alive' || view.state === 'draining';

  useEffect(() => {
    if (!isThere) return;
    let isOver = false;
    void askConnections(server, operatorKey, after, user).then(told => !isOver && setPage(told));
    return () => {
      isOver = true;
    };
  }, [server, operatorKey, after, user, asked, isThere]);

  return (
    <section className="card wide" aria-labelledby="connections-heading">
      <div className="heading">
        <h2 id="connections-heading">Connections{user === '' ? '' : <> of <span className="name">{user}</span></>}</h2>
        {page !== null && typeof page !== 'string' && user === '' && <span className="note">{plural(page.total, 'client')} joined</span>}
        {user !== '' && <a href={addressOf(server.id)}>All connections</a>}
        <button type="button" className="small" data-testid="look-again" onClick={() => setAsked(asked + 1)}>Look again</button>
      </div>
      {!isThere && <p className="note">It does not answer{page === null ? '.' : '; this is what it had told.'}</p>}
      {typeof page === 'string' && <p className="error" role="alert">{page}</p>}
      {page !== null && typeof page !== 'string' && <Table connections={page.connections} now={view.report?.now ?? Date.now()} />}
      {page !== null && typeof page !== 'string' && (before.length > 0 || page.next !== null) && (
        <p className="pager">
          <button type="button" className="small" disabled={before.length === 0}
            onClick={() => setBefore(before.slice(0, -1))}>Back</button>
          <button type="button" className="small" data-testid="next-page" disabled={page.next === null}
            onClick={() => setBefore([...before, page.next!])}>Next</button>
        </p>
      )}
    </section>
  );
}

function Table({ connections, now }: { connections: readonly Connection[]; now: number }) {
  if (connections.length === 0) return <p className="note" data-testid="no-connections">None.</p>;
  return (
    <div className="scroll" tabIndex={0} role="group" aria-labelledby="connections-heading">
      <table className="connections">
        <thead>
          <tr>
            <th scope="col">User</th><th scope="col">In the log</th><th scope="col">Transport</th><th scope="col">Client</th>
            <th scope="col">Address</th><th scope="col">For</th><th scope="col">Rooms</th><th scope="col">Waits for it</th>
          </tr>
        </thead>
        <tbody>
          {connections.map(({ id, user, transport, eio, address, since, rooms, waitingBytes }) => (
            <tr key={id} data-testid="connection" data-user={user ?? ''}>
              <th scope="row" className="name">{user ?? <span className="note">not identified</span>}</th>
              <td className="note">{id}</td>
              <td>{transport}</td>
              <td>{eio === 3 ? 'Socket.IO 1 or 2' : 'Socket.IO 3 or 4'}</td>
              <td>{address ?? '–'}</td>
              <td>{duration(now - since)}</td>
              <td>{count(rooms)}</td>
              <td>{bytes(waitingBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
