// What is shown, and when, seen from inside the page: also what is gone before a question from outside could find it.

/** What the page says aloud from here on, however shortly. */
export async function watchAlerts(page) {
  await page.evaluate(() => {
    globalThis.alerts = [];
    new MutationObserver(() => globalThis.alerts.push(...[...document.querySelectorAll('[role="alert"]')].map(({ textContent }) => textContent)))
      .observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => globalThis.alerts);
}

/**
 * Begins to look for a server's state, inside the page, where no round trip of the test's counts. The answer: when it was shown, and by how much the
 * machine had been late with the page's own timers until then.
 */
export async function lookFor(page, id, state) {
  await page.evaluate(([which, wanted]) => {
    const every = 50;
    let late = 0;
    let last = performance.now();
    const ticks = setInterval(() => {
      const now = performance.now();
      late += Math.max(0, now - last - every);
      last = now;
    }, every);
    globalThis.sight = new Promise(resolve => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(`[data-testid="node"][data-id="${which}"]`)?.dataset.state !== wanted) return;
        observer.disconnect();
        clearInterval(ticks);
        resolve({ at: Date.now(), late });
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }, [id, state]);
  return () => page.evaluate(() => globalThis.sight);
}
