// People in a mesh: pages of a browser, and clients without one.
import { ChatPage, startBrowser } from './browser.js';
import { startUp } from './up.js';

/** Anna's page, and friends who are clients of their own, on `up` with two servers. */
export async function annaAnd(s, friends, options) {
  const up = await startUp(s, 2);
  const browser = await startBrowser(s);
  const anna = await ChatPage.open(s, browser, up.page, options);
  await anna.connect('Anna', 'server-1');
  const clients = await Promise.all(friends.map((user, n) => s.client(up.servers[n % 2], { user })));
  await Promise.all(friends.map(name => anna.userRow(name).waitFor()));
  return { up, browser, anna, clients };
}

/** Two pages, of Anna and Billy, on two servers. */
export async function twoPages(s) {
  const up = await startUp(s, 2);
  const browser = await startBrowser(s);
  const [anna, billy] = await Promise.all([ChatPage.open(s, browser, up.page), ChatPage.open(s, browser, up.page)]);
  await anna.connect('Anna', 'server-1');
  await billy.connect('Billy', 'server-2');
  await Promise.all([anna.userRow('Billy').waitFor(), billy.userRow('Anna').waitFor()]);
  return { up, browser, anna, billy };
}
