/**
 * Somebody else may have taken the user's name, by mistake or to read along: the user is told when another window connects by it. Not of
 * another tab of this browser: that is their own.
 */

import type { Store } from '../state/store';

/** Tabs and the server tell of the same window at about the same time. */
const WAIT_MS = 1_000;

/** @param ownTabAt When another tab of this user in this browser connected last. */
export function tellOfCompany(store: Store, ownTabAt: () => number): void {
  let { devices } = store.getState();
  store.subscribe(({ type }) => {
    const before = devices;
    ({ devices } = store.getState());
    if (type !== 'devices' || devices <= before) return;
    const since = Date.now() - WAIT_MS;
    setTimeout(() => {
      const { me } = store.getState();
      if (ownTabAt() >= since || store.getState().devices < 2) return;
      store.dispatch({ type: 'notice', text: `Another window has connected as \u2068${me}\u2069: it gets all that comes for you, too.` });
    }, WAIT_MS);
  });
}
