import { rate } from '../model/format';
import { SPAN_MS, type Sample } from '../model/server';

const WIDTH = 240;
const HEIGHT = 48;
const MINUTE_MS = 60_000;

type Field = 'taken' | 'handed';

/** A rate over the last two minutes, on a scale that all charts have. Where the server was silent there is no line. */
export function Chart({ samples, of, label, top }: { samples: readonly Sample[]; of: Field; label: string; top: number }) {
  const last = samples.at(-1);
  const value = last?.[of] ?? null;
  const now = last?.at ?? 0;
  const most = Math.max(0, ...samples.map(sample => sample[of] ?? 0));
  return (
    <figure className="chart">
      <figcaption>{label} <b>{value === null ? '–' : rate(value)}</b></figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none"
        role="img" aria-label={`${label} over the last two minutes, at most ${rate(most)}`}
      >
        <line className="grid" x1={placeOf(now - MINUTE_MS, now)} x2={placeOf(now - MINUTE_MS, now)} y1="0" y2={HEIGHT} />
        <line className="grid" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {pieces(samples, of, top, now).map((points, index) => <polyline key={index} points={points} />)}
      </svg>
      <p className="axis" aria-hidden="true"><span>2 min ago</span><span>1 min</span><span>now</span></p>
    </figure>
  );
}

const placeOf = (at: number, now: number): number => WIDTH - ((now - at) / SPAN_MS) * WIDTH;

function pieces(samples: readonly Sample[], of: Field, top: number, now: number): string[] {
  const lines: string[][] = [[]];
  for (const sample of samples) {
    const value = sample[of];
    if (value === null) lines.push([]);
    else lines.at(-1)!.push(`${placeOf(sample.at, now).toFixed(1)},${(HEIGHT - 1 - (value / top) * (HEIGHT - 3)).toFixed(1)}`);
  }
  return lines.filter(line => line.length > 1).map(line => line.join(' '));
}
