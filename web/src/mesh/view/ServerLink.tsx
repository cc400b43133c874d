import type { ReactNode } from 'react';
import { addressOf } from '../ask/useChosen';
import { useName } from './names';

/** Words in which servers are named: their names are links. */
export function Linked({ text, servers }: { text: string; servers: readonly string[] }) {
  const parts: ReactNode[] = [];
  let rest = text;
  while (rest !== '') {
    const found = servers.map(id => ({ id, at: placeOf(id, rest) })).filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0];
    if (found === undefined) break;
    parts.push(rest.slice(0, found.at), <ServerLink key={parts.length} id={found.id} />);
    rest = rest.slice(found.at + found.id.length);
  }
  return <span>{parts}{rest}</span>;
}

/** Where a name stands by itself: server-1 is no part of server-12. */
function placeOf(id: string, text: string): number {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/[\p{L}\p{N}_-]/u.test(`${text[at - 1] ?? ''}${text[at + id.length] ?? ''}`)) return at;
  }
  return -1;
}

/** To a server's own part of the page. */
export function ServerLink({ id }: { id: string }) {
  const short = useName(id);
  if (short === id) return <a className="server-link" href={addressOf(id)}>{id}</a>;
  return <a className="server-link" href={addressOf(id)} title={id}><span role="img" aria-label={id}>{short}</span></a>;
}
