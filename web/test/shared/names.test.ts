import { describe, expect, it } from 'vitest';
import { checkName } from '../../src/shared/names';

describe('checkName', () => {
  it.each(['Anna', '__proto__', 'a b', 'مرحبا', '😀', '<b>bold</b>', 'x'.repeat(64), '😀'.repeat(32), 'e\u0301',
    'علی\u200cرضا', 'क्\u200dष', '👩\u200d🚀', '👩🏽\u200d🚀', '🏳\ufe0f\u200d🌈', '❤\ufe0f'])('takes %j', name => {
    expect(checkName(name)).toEqual({ ok: true, name });
  });

  it('trims', () => {
    expect(checkName('  Anna\n')).toEqual({ ok: true, name: 'Anna' });
  });

  it.each(['An\u200dna', 'An\u00adna', 'ann\u202eA', 'a\u2028b', '\u3164', '\u2800 \u2800', '\u0301', 'An\u034fna', 'Anna\u115f',
    'Anna\u17b4', 'Anna\u180b', 'Anna\u2065', 'Anna\ufe00', 'Anna\ufe0f', '\ufe0f❤', '^\ufe0f', '❤\ufe0f\ufe0f', 'Anna\uffa0',
    'Anna\u{e0041}', 'Anna\u{e0fff}',
  ])('refuses %j, of which something is not seen', typed => {
    expect(checkName(typed)).toMatchObject({ ok: false });
  });

  it.each(['', '   ', 'x'.repeat(65), '😀'.repeat(32) + 'x', 'a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\ud83d'])('refuses %j', typed => {
    expect(checkName(typed)).toMatchObject({ ok: false });
  });
});
