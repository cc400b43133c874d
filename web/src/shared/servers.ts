/** Which servers there are to choose from: what the page's own server tells, or that server alone. */

export interface ServerChoice {
  id: string;
  /** Where its clients connect: an origin, such as `http://localhost:3001`. */
  url: string;
}

const ANSWER_WITHIN_MS = 5_000;

export async function loadServers(origin: string, get: typeof fetch = fetch): Promise<ServerChoice[]> {
  try {
    const response = await get('/api/servers', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), headers: { accept: 'application/json' } });
    const servers = response.ok ? readServers(await response.json()) : [];
    if (servers.length > 0) return servers;
  } catch {
    // No answer, or none in JSON: the page's own server is then the one to try, and the status will say how that goes.
  }
  return [{ id: new URL(origin).host, url: origin }];
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
