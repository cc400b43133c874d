/**
 * What makes the clients talk, a line each: `Anna > Billy: a text`. `*` is any of the clients,
     another each time; `{n}` counts. The lines take
 * turns, again and again.
 */

export interface Line {
  from: string;
  to: string;
  text: string;
}

export type Script = { ok: true; lines: Line[] } | { ok: false; problem: string };

const ANYBODY = '*';
const SHAPE = /^(?<from>[^>]+)>(?<to>[^:]+):(?<text>.*)$/u;

export function parseScript(source: string, names: readonly string[]): Script {
  const lines: Line[] = [];
  for (const [index, raw] of source.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const groups = SHAPE.exec(raw)?.groups;
    const [from, to, text] = [groups?.from, groups?.to, groups?.text].map(part => part?.trim() ?? '');
    if (!from || !to || !text) return { ok: false, problem: `Line ${index + 1}: write it as "Anna > Billy: a text"; * is anybody.` };
    const unknown = [from, to].find(name => name !== ANYBODY && !names.includes(name));
    if (unknown !== undefined) return { ok: false, problem: `Line ${index + 1}: there is no client "${unknown}".` };
    lines.push({ from, to, text });
  }
  return lines.length > 0 ? { ok: true, lines } : { ok: false, problem: 'The script is empty.' };
}

/** The n-th thing to be said; who is anybody is chosen by chance. Null when there is nobody to say it, or to. */
export function sayNext(lines: readonly Line[], n: number, names: readonly string[], chance: () => number = Math.random): Line | null {
  const line = lines[n % lines.length]!;
  const pick = (other: string): string | undefined => {
    const choice = names.filter(name => name !== other);
    return choice[Math.floor(chance() * choice.length)];
  };
  const from = line.from === ANYBODY ? pick(line.to) : line.from;
  const to = line.to === ANYBODY ? pick(from ?? '') : line.to;
  return from === undefined || to === undefined ? null : { from, to, text: line.text.replaceAll('{n}', String(n + 1)) };
}
