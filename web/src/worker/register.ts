/**
 * Gives the pages of this origin their service worker. The shell's frames have it from the shell; where a browser has none - plain http,
 * private windows - the pages do without.
 */

export async function register(container: ServiceWorkerContainer | undefined, isFrame: boolean): Promise<void> {
  if (container === undefined || isFrame) return;
  try {
    await container.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    // No storage, or a server that is just going: the page is whole without, and the next visit tries again.
  }
}

if (import.meta.env.PROD) void register(navigator.serviceWorker as ServiceWorkerContainer | undefined, window.top !== window);
