// The main path in Firefox: open, connect, talk with somebody, load anew; and the page of a dead server.
import assert from 'node:assert/strict';
import { Firefox, noFirefox } from '../harness/firefox.js';
import { scenario } from '../harness/scenario.js';

const testId = name => `[data-testid="${name}"]`;
const connectedTo = id => `${testId('status')}[data-state="connected"][data-server="${id}"]`;
const message = state => `${testId('message')}[data-state="${state}"]`;

scenario('Firefox: two people talk, what was said is there after a reload, and the page outlives its server', { skip: noFirefox }, async s => {
  const [one, two] = await s.mesh(2);
  const page = await Firefox.start(s);
  await page.goto(`${one.url}/`);
  await page.type(testId('name'), 'Anna');
  await page.find(`${testId('server')} option`, 'server-1');
  await page.evaluate(() => {
    const list = document.querySelector('[data-testid="server"]');
    list.value = [...list.options].find(({ text }) => text === 'server-1').value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.click(testId('connect'));
  await page.find(connectedTo('server-1'));
  const friend = await s.client(two, { user: 'Friend' });

  await page.click(`${testId('users')} ${testId('user')}`, 'Friend');
  await page.type(testId('text'), 'hello from Firefox\uE007'); // Enter
  assert.equal((await friend.message('hello from Firefox')).from, 'Anna');
  await page.find(message('delivered'), 'hello from Firefox');
  await friend.sendWithAck('Anna', 'hello, Firefox');
  await page.find(message('received'), 'hello, Firefox');

  await page.reload();
  await page.find(connectedTo('server-1'));
  await page.click(testId('thread'), 'Friend');
  await page.find(message('delivered'), 'hello from Firefox');
  await page.find(message('received'), 'hello, Firefox');

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await one.kill();
  await page.reload();
  await page.find(connectedTo('server-2'));
  await page.click(testId('thread'), 'Friend');
  await page.find(message('received'), 'hello, Firefox');
  await page.type(testId('text'), 'from another server\uE007');
  assert.equal((await friend.message('from another server')).from, 'Anna');
});
