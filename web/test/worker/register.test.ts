import { expect, it, vi } from 'vitest';
import { register } from '../../src/worker/register';

const container = (answer: () => Promise<unknown>) => ({ register: vi.fn(answer) }) as unknown as ServiceWorkerContainer;

it('asks for the worker at its one address', async () => {
  const workers = container(async () => ({}));
  await register(workers, false);
  expect(workers.register).toHaveBeenCalledExactlyOnceWith('/sw.js', { updateViaCache: 'none' });
});

it('does not in a frame of the shell', async () => {
  const workers = container(async () => ({}));
  await register(workers, true);
  expect(workers.register).not.toHaveBeenCalled();
});

it('does without where there is none, or none is allowed', async () => {
  await register(undefined, false);
  await register(container(() => Promise.reject(new DOMException('no', 'SecurityError'))), false);
});
