import { useState } from 'react';
import { inWords, pairsOf, type Fault, type FaultLink, type FaultServer, type Pair } from './faults';
import { useFaults } from './useFaults';

type Make = (...faults: Fault[]) => Promise<void>;

/** Links to cut and servers to stop, to see in the clients what it does. It asks nobody before it is opened: mostly it is off. */
export function FaultPanel({ addresses }: { addresses: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const { faults, problem, make } = useFaults(addresses, isOpen);
  return (
    <section aria-label="Faults by hand">
      <details className="faults card" data-testid="faults" onToggle={event => setOpen(event.currentTarget.open)}>
        <summary><h2>Faults by hand</h2></summary>
        {faults === null && isOpen && <p className="note">Asking the servers.</p>}
        {faults?.kind === 'refused' && <p className="note" data-testid="faults-off">{faults.why}</p>}
        {problem !== null && <p className="error banner" role="alert">{problem}</p>}
        {faults?.kind === 'there' && (
          <>
            <p className="note">A link is two ways, on each of which one server tells the other; mended, it is up again within 5 s. What
              nobody mends ends by itself after {inWords(faults.healAfterMs)}.</p>
            <Servers servers={faults.servers.filter(({ canStop }) => canStop)} make={make} />
            <Links pairs={pairsOf(faults.servers)} make={make} />
          </>
        )}
      </details>
    </section>
  );
}

function Servers({ servers, make }: { servers: readonly FaultServer[]; make: Make }) {
  if (servers.length === 0) return null;
  return (
    <ul className="fault-servers" aria-label="Servers">
      {servers.map(({ id, state, startsInMs }) => (
        <li key={id} data-testid="fault-server" data-id={id} data-state={state}>
          <button type="button" className={`fault ${state}`} disabled={state === 'stopping' || state === 'starting'} onClick={() =>
              void make({ kind: state === 'running' ? 'stop' : 'start', server: id })}>
            {state === 'running' ? 'Stop' : 'Start'} {id} <span className="state">{state}{startsInMs !== null && state === 'stopped'
              ? `, by itself in ${inWords(startsInMs)}` : ''}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Links({ pairs, make }: { pairs: readonly Pair[]; make: Make }) {
  return (
    <ul className="fault-links" aria-label="Links">
      {pairs.map(({ one, other, there, back }) => {
        const isAnyCut = there?.isCut === true || back?.isCut === true;
        const kind = isAnyCut ? 'heal' : 'cut';
        const both: Fault[] = [...(there === null ? [] : [{ kind, from: one, to: other } as const]),
          ...(back === null ? [] : [{ kind, from: other, to: one } as const])];
        return (
          <li key={`${one} ${other}`}>
            <Way from={one} to={other} link={there} make={make} />
            <Way from={other} to={one} link={back} make={make} />
            <button type="button" className="small" data-testid="both" data-pair={`${one} ${other}`} onClick={() => void make(...both)}>
              {isAnyCut ? 'Mend' : 'Cut'}<span className="unseen"> {one} and {other}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** One direction; pressed: it is cut. */
function Way({ from, to, link, make }: { from: string; to: string; link: FaultLink | null; make: Make }) {
  const isCut = link?.isCut === true;
  const state = link === null ? 'not there' : isCut ? 'cut' : link.state;
  const left = isCut && link.healsInMs !== null ? `, ${inWords(link.healsInMs)} left` : '';
  return (
    <button
      type="button" className={`fault ${state}`} data-testid="way" data-from={from} data-to={to} data-state={state}
      disabled={link === null} aria-pressed={isCut} onClick={() => void make({ kind: isCut ? 'heal' : 'cut', from, to })}
    >
      {from} → {to} <span className="state">{state}{left}</span>
    </button>
  );
}
