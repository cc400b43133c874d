import { MAX_SAMPLES, type Sample } from './model';

const WIDTH = 240;
const HEIGHT = 48;

/** A rate over the last minutes. Where the server was silent there is no line. */
export function Chart({ samples, of, label }: { samples: readonly Sample[]; of: 'taken' | 'handed'; label: string }) {
  const top = Math.max(1, ...samples.map(sample => sample[of] ?? 0));
  const last = samples.at(-1)?.[of];
  return (
    <figure className="chart">
      <figcaption>{label} <b>{last === null || last === undefined ? '–' : rate(last)}</b></figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none"
        role="img" aria-label={`${label} over the last minutes, at most ${rate(top)}`}
      >
        {pieces(samples, of, top).map((points, index) => <polyline key={index} points={points} />)}
      </svg>
    </figure>
  );
}

function pieces(samples: readonly Sample[], of: 'taken' | 'handed', top: number): string[] {
  const lines: string[][] = [[]];
  samples.forEach((sample, index) => {
    const value = sample[of];
    const x = WIDTH - ((samples.length - 1 - index) / (MAX_SAMPLES - 1)) * WIDTH;
    if (value === null) lines.push([]);
    else lines.at(-1)!.push(`${x.toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`);
  });
  return lines.filter(line => line.length > 1).map(line => line.join(' '));
}

export const rate = (perSecond: number): string => `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
