// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { remembered } from '../../src/chat/remembered';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
});

it('keeps of each tab as whom it was connected, and of the browser who was last', () => {
  remembered.connected('Anna', 'http://localhost:3001');
  localStorage.setItem('gossamer.name', 'Billy'); // another tab
  expect(remembered.session()).toEqual({ name: 'Anna', server: 'http://localhost:3001' });
  expect(remembered.name()).toBe('Billy');
  remembered.disconnected();
  expect(remembered.session()).toBeNull();
});

it.each(['yes', '{', 'null', '{"name":1}'])('takes %j for no session', kept => {
  sessionStorage.setItem('gossamer.connected', kept);
  expect(remembered.session()).toBeNull();
});

it('remembers nothing where the browser forbids it', () => {
  vi.stubGlobal('sessionStorage', undefined);
  vi.stubGlobal('localStorage', undefined);
  remembered.connected('Anna', 'any');
  expect([remembered.name(), remembered.session()]).toEqual(['', null]);
});
