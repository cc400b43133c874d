/** What a sign-in token says of its user, for the page alone: the servers check it. */

/** Null: it is none that can be read. */
export function userOf(token: string): string | null {
  try {
    const [, payload = ''] = token.trim().split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { sub } = (claims ?? {}) as { sub?: unknown };
    return typeof sub === 'string' ? sub : null;
  } catch {
    return null;
  }
}
