/**
 * The server's rule for names: any string, trimmed, of 1 to 64 UTF-16 units, with something to see in it, without control characters,
 * line ends and characters that nobody sees (but joiners where scripts and emoji need them).
 */

const MAX_LENGTH = 64;
const NOT_DISPLAYED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u; // half a character, too: it would become another name on its way through UTF-8
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const VISIBLE = /[^\p{Zs}\p{Cf}\p{Mn}\p{Me}\u2800]/u;
const SYMBOL = /[\p{So}\u{1f3fb}-\u{1f3ff}]/u; // tones of skin among them
const JOINING_SCRIPT = /[\u0600-\u0dff]/u;
const NON_JOINER = '\u200c';
const JOINER = '\u200d';
const EMOJI_VARIATION = '\ufe0f';

export type NameCheck = { ok: true; name: string } | { ok: false; problem: string };

export function checkName(typed: string): NameCheck {
  const name = typed.trim();
  if (name === '') return { ok: false, problem: 'Enter a name.' };
  if (name.length > MAX_LENGTH) return { ok: false, problem: `The name is too long: ${name.length} characters, ${MAX_LENGTH} at most.` };
  if (NOT_DISPLAYED.test(name)) return { ok: false, problem: 'The name contains a character that cannot be displayed.' };
  if (hidesSomething([...name])) return { ok: false, problem: 'The name contains an invisible character.' };
  if (!VISIBLE.test(name)) return { ok: false, problem: 'There is nothing to see in the name.' };
  return { ok: true, name };
}

function hidesSomething(characters: string[]): boolean {
  return characters.some((character, at) =>
    INVISIBLE.test(character) && !belongs(character, characters[at - 1] ?? '', characters[at + 1] ?? ''));
}

/** Joiners between letters of some scripts, and between parts of an emoji; the mark that asks for a symbol's coloured form. */
function belongs(character: string, before: string, after: string): boolean {
  if (character === EMOJI_VARIATION) return SYMBOL.test(before);
  if (character !== NON_JOINER && character !== JOINER) return false;
  if (JOINING_SCRIPT.test(before) && JOINING_SCRIPT.test(after)) return true;
  return character === JOINER && isEmojiPart(before) && isEmojiPart(after);
}

function isEmojiPart(character: string): boolean {
  return character === EMOJI_VARIATION || SYMBOL.test(character);
}
