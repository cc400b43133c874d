/** `GET /api/mesh` of one server, as docs/protocol.md describes it. */

export type LinkWord = 'up' | 'open' | 'connecting' | 'down';

export interface LinkReport {
  peer: string;
  outgoing: LinkWord;
  incoming: LinkWord;
  roundTripMs: number | null;
  unacknowledged: number;
  forwarded: number;
  received: number;
  closed: string | null;
}

export interface ServerReport {
  id: string;
  incarnation: number;
  draining: boolean;
  users: number;
  usersHere: number;
  connections: number;
  waiting: number;
  taken: number;
  handed: number;
  links: LinkReport[];
}

export function isServerReport(value: unknown): value is ServerReport {
  if (typeof value !== 'object' || value === null) return false;
  const { id, taken, handed, links } = value as Partial<ServerReport>;
  return typeof id === 'string' && typeof taken === 'number' && typeof handed === 'number' && Array.isArray(links);
}
