/**
 * What makes the clients talk, a line each: `Anna > Billy: a text`, `Anna > #tea: a text` to all in a room. `*` is any of the clients,
 * another each time; `{n}` counts. The lines take turns, again and again.
 */

export interface Line {
  from: string;
  to: string;
  text: string;
  /** `to` is a room. */
  isToRoom?: true;
}

export type Script = { ok: true; lines: Line[] } | { ok: false; problem: string };

const ANYBODY = '*';
const SHAPE = /^(?<from>[^>]+)>(?<to>[^:]+):(?<text>.*)$/u;

export function parseScript(source: string, names: readonly string[], rooms: readonly string[] = []): Script {
  const lines: Line[] = [];
  for (const [index, raw] of source.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const line = parseLine(raw, names, rooms);
    if (typeof line === 'string') return { ok: false, problem: `Line ${index + 1}: ${line}` };
    lines.push(line);
  }
  return lines.length > 0 ? { ok: true, lines } : { ok: false, problem: 'The script is empty.' };
}

/** @returns The line, or what is wrong with it. */
function parseLine(raw: string, names: readonly string[], rooms: readonly string[]): Line | string {
  const groups = SHAPE.exec(raw)?.groups;
  const [from, to, text] = [groups?.from, groups?.to, groups?.text].map(part => part?.trim() ?? '');
  if (!from || !to || !text) return 'write it as "Anna > Billy: a text"; * is anybody.';
  const isKnown = (name: string): boolean => name === ANYBODY || names.includes(name);
  if (!isKnown(from)) return `there is no client "${from}".`;
  if (isKnown(to)) return { from, to, text };
  if (!to.startsWith('#')) return `there is no client "${to}".`;
  const room = to.slice(1).trim();
  return rooms.includes(room) ? { from, to: room, text, isToRoom: true } : `there is no room "${room}": add it.`;
}

/**
 * The n-th thing to be said; who is anybody is chosen by chance. Null when there is nobody to say it, or to.
 * @param membersOf Who is in a room: nobody else may talk there.
 */
export function sayNext(lines: readonly Line[], n: number, names: readonly string[], chance: () => number = Math.random,
    membersOf: (room: string) => readonly string[] = () => []): Line | null {
  const line = lines[n % lines.length]!;
  const text = line.text.replaceAll('{n}', String(n + 1));
  const pick = (all: readonly string[], other: string): string | undefined => {
    const choice = all.filter(name => name !== other);
    return choice[Math.floor(chance() * choice.length)];
  };
  if (line.isToRoom) {
    const from = line.from === ANYBODY ? pick(membersOf(line.to), '') : line.from;
    return from === undefined ? null : { ...line, from, text };
  }
  const from = line.from === ANYBODY ? pick(names, line.to) : line.from;
  const to = line.to === ANYBODY ? pick(names, from ?? '') : line.to;
  return from === undefined || to === undefined ? null : { from, to, text };
}
