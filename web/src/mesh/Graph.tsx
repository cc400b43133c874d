import type { Edge, ServerView } from './model';

const SIZE = 520;
const CENTRE = SIZE / 2;
const RING = 185;
const NODE = 46;
const MAX_LABELLED_EDGES = 28;

interface Props {
  servers: readonly ServerView[];
  edges: readonly Edge[];
}

/** The servers on a ring, and a line for each pair of them. The table below says the same in words. */
export function Graph({ servers, edges }: Props) {
  const places = new Map(servers.map(({ id }, index) => [id, placeOf(index, servers.length)]));
  return (
    <svg className="graph" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label="The servers and their links" data-testid="graph">
      {edges.map(edge => {
        const [a, b] = [places.get(edge.a)!, places.get(edge.b)!];
        return (
          <g
            key={`${edge.a} ${edge.b}`} className={`edge ${edge.state}`}
            data-testid="edge" data-between={`${edge.a} ${edge.b}`} data-state={edge.state}
          >
            <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} />
          </g>
        );
      })}
      {edges.length <= MAX_LABELLED_EDGES && edges.map(({ a, b, state, roundTripMs }) => (
        <text key={`${a} ${b}`} className="label" {...labelOf(places.get(a)!, places.get(b)!)}>{state === 'up' ? milliseconds(roundTripMs)
            : state}</text>
      ))}
      {servers.map(({ id, state, report }) => {
        const { x, y } = places.get(id)!;
        return (
          <g key={id} className={`node ${state}`} data-testid="node" data-id={id} data-state={state} transform={`translate(${x} ${y})`}>
            <circle r={NODE} />
            <text className="id" y={-10}>{id}</text>
            <text y={8}>{state === 'alive' || state === 'draining' ? `${report!.usersHere} users` : state}</text>
            <text y={24}>{state === 'alive' ? `${report!.connections} conn.` : state === 'draining' ? 'draining' : ''}</text>
          </g>
        );
      })}
    </svg>
  );
}

interface Place {
  x: number;
  y: number;
}

function placeOf(index: number, count: number): Place {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2 - (count === 4 ? Math.PI / 4 : 0);
  return { x: CENTRE + RING * Math.cos(angle), y: CENTRE + RING * Math.sin(angle) };
}

/** Off the middle, where lines through the centre cross. */
function labelOf(a: Place, b: Place): Place {
  return { x: a.x + (b.x - a.x) * 0.36, y: a.y + (b.y - a.y) * 0.36 - 5 };
}

export const milliseconds = (ms: number | null): string => (ms === null ? '…' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
