import { addressOf } from '../ask/useChosen';
import type { Edge } from '../model/edges';
import { brief, few, milliseconds } from '../model/format';
import { answers, type ServerView } from '../model/server';

const NODE = 48;

/** From one circle to the next on the ring: room for a label between them. */
const APART = 205;
const MIN_RING = 165;
const TEXT = 13;
const WIDTH = 520; // at which text is of that size, and a circle of its

interface Props {
  servers: readonly ServerView[];
  edges: readonly Edge[];
  names: ReadonlyMap<string, string>;
  /** False: nobody is reached from here, and nothing is said to be dead. */
  isKnown: boolean;
}

/** The servers on a ring, and a line for each pair, of which each half is what that server tells. The tables say the same in words. */
export function Graph({ servers, edges, names, isKnown }: Props) {
  const ring = servers.length < 2 ? 0 : Math.max(MIN_RING, APART / 2 / Math.sin(Math.PI / servers.length));
  const scale = Math.max(1, 2 * (ring + NODE) / WIDTH); // a picture that is drawn smaller has larger letters
  const size = 2 * (Math.max(ring, 60) + NODE * scale + 6);
  const font = TEXT * scale;
  const places = new Map(servers.map(({ id }, index) => [id, placeOf(index, servers.length, ring, size / 2)]));
  return (
    <svg className="graph" viewBox={`0 0 ${size.toFixed(0)} ${size.toFixed(0)}`} role="group" aria-label="The servers and their links"
      data-testid="graph" fontSize={font.toFixed(1)}>
      {edges.map(edge => <Line key={`${edge.a} ${edge.b}`} edge={edge} a={places.get(edge.a)!} b={places.get(edge.b)!} />)}
      {edges.map(edge => (
        <Label key={`${edge.a} ${edge.b}`} edge={edge} a={places.get(edge.a)!} b={places.get(edge.b)!} isFew={servers.length <= 6} />
      ))}
      {servers.map(view => (
        <Node key={view.id} view={view} place={places.get(view.id)!} name={names.get(view.id)!} isKnown={isKnown} font={font} />
      ))}
    </svg>
  );
}

interface Place {
  x: number;
  y: number;
}

function placeOf(index: number, count: number, ring: number, centre: number): Place {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2 - (count === 4 ? Math.PI / 4 : 0);
  return { x: centre + ring * Math.cos(angle), y: centre + ring * Math.sin(angle) };
}

function Line({ edge, a, b }: { edge: Edge; a: Place; b: Place }) {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return (
    <g className="edge" data-testid="edge" data-between={`${edge.a} ${edge.b}`} data-state={edge.state} data-severity={edge.severity}>
      <line className={`${edge.forth.state} ${edge.forth.severity}`} x1={a.x} y1={a.y} x2={middle.x} y2={middle.y} />
      <line className={`${edge.back.state} ${edge.back.severity}`} x1={b.x} y1={b.y} x2={middle.x} y2={middle.y} />
    </g>
  );
}

const WORDS: Record<Edge['state'], string> = { up: 'up', half: 'one way', down: 'down', silent: '', unknown: '' };

/** Neighbours' in the middle; others' off it, where lines through the centre cross. With many only what is not well is labelled. */
function Label({ edge, a, b, isFew }: { edge: Edge; a: Place; b: Place; isFew: boolean }) {
  const { state, severity, roundTripMs } = edge;
  const isShown = (isFew && state === 'up') || severity === 'bad' || severity === 'warn';
  if (!isShown || (state === 'up' && roundTripMs === null)) return null;
  const part = Math.hypot(b.x - a.x, b.y - a.y) < APART * 1.25 ? 0.5 : 0.34;
  const place = { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part + 4 };
  const text = state !== 'up' ? WORDS[state] : severity === 'good' || edge.unacknowledged < 100 ? milliseconds(roundTripMs)
    : `${brief(edge.unacknowledged)} wait`;
  return <text className={`label ${severity}`} {...place}>{text}</text>;
}

function Node({ view, place, name, isKnown, font }: { view: ServerView; place: Place; name: string; isKnown: boolean; font: number }) {
  const { id, state, report } = view;
  const shown = state === 'dead' && !isKnown ? 'unreached' : state;
  const isThere = answers(view);
  const words = isThere
    ? `${brief(report!.usersHere)} users, ${brief(report!.connections)} connections${state === 'draining' ? ', draining' : ''}`
    : shown === 'unreached' ? 'not reached from here' : shown;
  return (
    <a href={addressOf(id)}>
      <g
        role="img" aria-label={`${id}: ${words}`} className={`node ${shown}`} data-testid="node" data-id={id} data-state={shown}
        transform={`translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})`}
      >
        <title>{`${id}: ${words}`}</title>
        <circle r={NODE * font / TEXT} />
        <text className="id" y={-font * 0.7}>{name.length > 11 ? `${name.slice(0, 5)}…${name.slice(-5)}` : name}</text>
        {isThere && <text y={font * 0.6}>{few(report!.usersHere)} {report!.usersHere === 1 ? 'user' : 'users'}</text>}
        <text y={isThere ? font * 1.8 : font * 0.8}>{state === 'alive' ? `${few(report!.connections)} conn.`
          : shown === 'unreached' ? 'not reached' : shown}</text>
      </g>
    </a>
  );
}
