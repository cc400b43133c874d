/** Asks each server once a second. One that does not answer within a second is taken for dead: so a death is seen within two. */

import type { ServerChoice } from '../shared/servers';
import type { Answer } from './model';
import { isServerReport } from './status';

export const EVERY_MS = 750;
const ANSWER_WITHIN_MS = 1_000;

/** What a key is made of, and a header can carry: fetch throws at all else, as at a dead server. */
const ABLE = /^[\x20-\x7e]*$/;

export async function ask(server: ServerChoice, key: string, get: typeof fetch = fetch): Promise<Answer> {
  if (!ABLE.test(key)) return { kind: 'refused', message: 'That is not the key.', refusedKey: key };
  try {
    const headers = key === '' ? {} : { authorization: `Bearer ${key}` };
    const response = await get(`${server.url}/api/mesh`, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS), cache: 'no-store' });
    const body: unknown = await response.json();
    if (response.ok && isServerReport(body)) return { kind: 'report', report: body };
    const error = (body as { error?: { code?: string; message?: string } } | null)?.error;
    return { kind: 'refused', message: error?.message ?? `HTTP ${response.status}`, refusedKey: error?.code === 'operator-key' ? key
        : null };
  } catch {
    return { kind: 'silent' };
  }
}
