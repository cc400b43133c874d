import { describe, expect, it } from 'vitest';
import { readInstantMessage } from '../../src/shared/protocol';

const MESSAGE = { from: 'Anna', to: 'Billy', text: 'Hello', id: '1', at: 7 };

describe('readInstantMessage', () => {
  it('takes the time as a number or as a text', () => {
    expect(readInstantMessage(MESSAGE)).toEqual(MESSAGE);
    expect(readInstantMessage({ ...MESSAGE, at: '1970-01-01T00:00:00.007Z' })).toEqual(MESSAGE);
  });

  it('gives what an old server leaves out', () => {
    const [first, second] = [1, 2].map(() => readInstantMessage({ from: 'Anna', to: 'Billy', text: 'Hello' }));
    expect(first).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(first?.at).toBeGreaterThan(Date.now() - 10_000);
    expect(first?.id).not.toBe(second?.id);
  });

  it('gives the present time when the time told is none', () => {
    expect(readInstantMessage({ ...MESSAGE, at: 'yesterday' })?.at).toBeGreaterThan(Date.now() - 10_000);
  });

  it.each([null, 'text', [], {}, { ...MESSAGE, to: 5 }, { ...MESSAGE, text: undefined }])('refuses %j', value => {
    expect(readInstantMessage(value)).toBeNull();
  });
});
