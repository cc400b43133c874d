import { useMemo, useState, type PointerEvent } from 'react';
import { addressOf } from '../ask/useChosen';
import type { Direction, Edge } from '../model/edges';
import { milliseconds, plural } from '../model/format';
import type { ServerView } from '../model/server';
import type { Severity } from '../model/thresholds';

const CELL = 13;
const NAMES = 118; // room for the rows' names and numbers
const NUMBERS = 15; // of the columns: a row's number is by its name
const SEVERITIES: readonly Severity[] = ['good', 'unknown', 'warn', 'bad'];
const LEGEND: Record<Severity, string> = {
  good: 'up', unknown: 'not known, or silent', warn: 'slow, or waiting', bad: 'down, or far behind',
};

interface Props {
  servers: readonly ServerView[];
  edges: readonly Edge[];
  names: ReadonlyMap<string, string>;
  /** False: nobody is reached from here, and nothing is said to be dead. */
  isKnown: boolean;
}

/**
 * Who reaches whom: a row tells, a column hears. One path for each colour, however many servers there are: a thousand elements would be
 * made anew with each answer. What is not well is in the table below as words.
 */
export function Matrix({ servers: all, edges, names, isKnown }: Props) {
  const [pointed, setPointed] = useState('');
  const servers = all.map(({ id, state }) => ({ id, state: state === 'dead' && !isKnown ? 'unreached' : state }));
  const order = servers.map(({ id }) => id).join('\n');
  const cells = useMemo(() => cellsOf(order.split('\n'), edges), [order, edges]);
  const size = servers.length * CELL;
  const [width, height] = [NAMES + size + 2, NUMBERS + size + 2];

  function point(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = width / box.width;
    const at = (offset: number): number => Math.floor(offset / CELL);
    setPointed(`${at((event.clientY - box.top) * scale - NUMBERS)} ${at((event.clientX - box.left) * scale - NAMES)}`);
  }

  const direction = cells.at.get(pointed);
  return (
    <>
      <ul className="legend">
        {SEVERITIES.map(severity => <li key={severity}><span className={`swatch ${severity}`} />{LEGEND[severity]}</li>)}
      </ul>
      <div className="scroll" tabIndex={0} role="group" aria-label="Who reaches whom">
        <svg className="matrix" viewBox={`0 0 ${width} ${height}`} role="group" data-testid="matrix"
          aria-label={`Who reaches whom: ${SEVERITIES.map(severity => `${cells.count[severity]} ${LEGEND[severity]}`).join('; ')}`}
          onPointerMove={point} onPointerLeave={() => setPointed('')}>
          {SEVERITIES.map(severity => (
            <path key={severity} className={`cells ${severity}`} data-testid={`cells-${severity}`} data-count={cells.count[severity]}
              d={cells.paths[severity]}
              transform={`translate(${NAMES} ${NUMBERS})`} />
          ))}
          {servers.map(({ id, state }, row) => (
            <a key={id} href={addressOf(id)} data-testid="node" data-id={id} data-state={state}>
              <g role="img" aria-label={`${id}: ${state}`}>
                <title>{id}</title>
                <text className={`row ${state}`} x={NAMES - 22} y={NUMBERS + row * CELL + CELL * 0.78}>{names.get(id)}</text>
                <text className={`number ${state}`} x={NAMES - 5} y={NUMBERS + row * CELL + CELL * 0.78} aria-hidden="true">{row + 1}</text>
              </g>
            </a>
          ))}
          {servers.map(({ id, state }, column) => (
            <text key={id} className={`column ${state}`} aria-hidden="true" x={NAMES + column * CELL + CELL / 2} y={NUMBERS - 4}>
              <title>{id}</title>{column + 1}
            </text>
          ))}
        </svg>
      </div>
      <p className="readout" aria-hidden="true">
        {direction === undefined ? 'A row tells, a column hears. Point at a cell to read it.' : inWords(direction)}
      </p>
    </>
  );
}

function cellsOf(ids: readonly string[], edges: readonly Edge[]) {
  const place = new Map(ids.map((id, index) => [id, index]));
  const at = new Map<string, Direction>();
  const count: Record<Severity, number> = { good: 0, unknown: 0, warn: 0, bad: 0 };
  const paths: Record<Severity, string> = { good: '', unknown: '', warn: '', bad: '' };
  for (const { forth, back } of edges) {
    for (const direction of [forth, back]) {
      const [row, column] = [place.get(direction.from)!, place.get(direction.to)!];
      at.set(`${row} ${column}`, direction);
      count[direction.severity]++;
      paths[direction.severity] += squareAt(column, row, direction.severity);
    }
  }
  return { at, count, paths };
}

/** Whole for what is not well, small for what is: so it shows without colours, too. */
function squareAt(column: number, row: number, severity: Severity): string {
  const inset = severity === 'bad' ? 0.5 : severity === 'warn' ? 2 : severity === 'good' ? 3.5 : 5;
  const side = CELL - 2 * inset;
  return `M${column * CELL + inset} ${row * CELL + inset}h${side}v${side}h${-side}z`;
}

function inWords({ from, to, state, roundTripMs, unacknowledged }: Direction): string {
  const more = state === 'up' ? `, ${milliseconds(roundTripMs)}, ${plural(unacknowledged, 'message')} unacknowledged` : '';
  return `${from} → ${to}: ${state}${more}`;
}
