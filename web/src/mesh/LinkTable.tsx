import { milliseconds } from './Graph';
import type { Edge } from './model';

const WORDS: Record<Edge['state'], string> = { up: 'up', half: 'one way', down: 'down', unknown: 'not known' };

export function LinkTable({ edges }: { edges: readonly Edge[] }) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-labelledby="links-heading">
      <table>
        <thead>
          <tr>
            <th scope="col">Between</th><th scope="col">State</th><th scope="col">Round trip</th><th scope="col">Unacknowledged</th>
            <th scope="col">Last end</th>
          </tr>
        </thead>
        <tbody>
          {edges.map(({ a, b, state, roundTripMs, unacknowledged, why }) => (
            <tr key={`${a} ${b}`} data-testid="link" data-between={`${a} ${b}`} data-state={state}>
              <th scope="row">{a} – {b}</th>
              <td className={state === 'up' ? 'good' : state === 'unknown' ? 'note' : 'bad'}>{WORDS[state]}</td>
              <td>{milliseconds(roundTripMs)}</td>
              <td>{unacknowledged}</td>
              <td className="note">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
