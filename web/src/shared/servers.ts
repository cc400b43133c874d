/** Which servers there are to choose from: what the page's own server tells, or told last, or that server alone. */

import { rememberedServers } from './remembered-servers';

export interface ServerChoice {
  id: string;
  /** Where its clients connect: an origin, such as `http://localhost:3001`. */
  url: string;
}

export interface Servers {
  servers: readonly ServerChoice[];
  /** By the page's own server, now: it is alive. */
  isTold: boolean;
}

const ANSWER_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS_IF_REMEMBERED = 2_500;

export const loadServers = async (origin: string, get: typeof fetch = fetch): Promise<readonly ServerChoice[]> =>
  (await askServers(origin, get)).servers;

export async function askServers(origin: string, get: typeof fetch = fetch): Promise<Servers> {
  const known = readServers(rememberedServers.read());
  const limit = known.length > 0 ? ANSWER_WITHIN_MS_IF_REMEMBERED : ANSWER_WITHIN_MS;
  try {
    const response = await get('/api/servers', { signal: AbortSignal.timeout(limit), headers: { accept: 'application/json' } });
    const servers = response.ok ? readServers(await response.json()) : [];
    if (servers.length > 0) {
      rememberedServers.write(servers);
      return { servers, isTold: true };
    }
  } catch {
    // No answer, or none in JSON: the status will say how it goes with the server that is tried.
  }
  return { servers: known.length > 0 ? known : [{ id: new URL(origin).host, url: origin }], isTold: false };
}

export function readServers(answer: unknown): ServerChoice[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((entry: { id?: unknown; url?: unknown } | null) => {
    const url = typeof entry?.url === 'string' ? webOrigin(entry.url) : null;
    return typeof entry?.id === 'string' && url !== null ? [{ id: entry.id, url }] : [];
  });
}

function webOrigin(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.origin : null;
}
