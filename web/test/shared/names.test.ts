import { describe, expect, it } from 'vitest';
import { checkName } from '../../src/shared/names';

describe('checkName', () => {
  it.each(['Anna', '__proto__', 'a b', 'مرحبا', '😀', '<b>bold</b>', 'x'.repeat(64), '😀'.repeat(32)])('takes %j', name => {
    expect(checkName(name)).toEqual({ ok: true, name });
  });

  it('trims', () => {
    expect(checkName('  Anna\n')).toEqual({ ok: true, name: 'Anna' });
  });

  it.each(['', '   ', 'x'.repeat(65), '😀'.repeat(32) + 'x', 'a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\ud83d'])('refuses %j', typed => {
    expect(checkName(typed)).toMatchObject({ ok: false });
  });
});
