// So many connections under one name that its owner gets none.
import { PollingUsers } from '../polling.js';

export const what = '1,100 sessions under the name of somebody who is about to come';
export const newcomer = 'Anna';

export async function attack({ target, seconds, scale }) {
  const polling = new PollingUsers(target);
  const end = Date.now() + seconds * 1000;
  let made = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (made < Math.max(200, 1_100 * scale) && Date.now() < end) {
      made++;
      await polling.make(newcomer);
    }
  }));
  await new Promise(resolve => setTimeout(resolve, Math.max(0, end - Date.now())));
  polling.end();
  return { made };
}
