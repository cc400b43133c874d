/** The server's rule for names: any string, trimmed, of 1 to 64 UTF-16 units, without control characters. */

const MAX_LENGTH = 64;
const CONTROL_CHARACTER = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u; // half a character: it would become another name on its way through UTF-8

export type NameCheck = { ok: true; name: string } | { ok: false; problem: string };

export function checkName(typed: string): NameCheck {
  const name = typed.trim();
  if (name === '') return { ok: false, problem: 'Enter a name.' };
  if (name.length > MAX_LENGTH) return { ok: false, problem: `The name is too long: ${name.length} characters, ${MAX_LENGTH} at most.` };
  if (CONTROL_CHARACTER.test(name)
      || LONE_SURROGATE.test(name)) return { ok: false, problem: 'The name contains a character that cannot be displayed.' };
  return { ok: true, name };
}
