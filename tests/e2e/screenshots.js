// Makes the pictures of docs/pictures from the real pages on a real mesh: `node tests/e2e/screenshots.js`, after a build. Needs Chromium.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatPage, openPage, openShell, startBrowser } from './harness/browser.js';
import { Client } from './harness/clients.js';
import { repository } from './harness/paths.js';
import { startUp } from './harness/up.js';

const folder = join(repository, 'docs', 'pictures');
const endings = [];
const s = { onEnd: action => endings.push(action), tellOnFailure() { } };
const keep = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

const names = ['Amara Okafor', 'Björn', 'Chen Wei', 'Dilnoza', 'Elif', 'فاطمة', 'Gustav', 'Hanako', 'Ines', 'João', 'Kwame', 'Leila', 'Mateo', 'Ngozi', 'Olga', 'Priya', 'Quentin', 'Rosa', 'Sven', 'Tomás'];
const talk = [
  ['Priya', 'The new server is up. Did anybody notice that the old one went down?'],
  ['me', 'Not a thing. My page said "Trying server-3" for a second, that was all.'],
  ['Priya', 'Nothing lost?'],
  ['me', 'Nothing lost, nothing twice. See https://example.com/mesh for the picture.'],
];

async function chat(browser, up, clients, options, file) {
  const page = await ChatPage.open(s, browser, up.page, options);
  await page.connect('Anna', 'server-1');
  await page.userRow('Priya').waitFor();
  const priya = clients.find(({ user }) => user === 'Priya');
  await clients[8].sendWithAck('Anna', 'Lunch at one?');
  await page.thread(names[8]).waitFor();
  await page.userRow('Priya').click();
  await clients[5].sendWithAck('Anna', 'صباح الخير');
  for (const [who, text] of talk) {
    if (who === 'me') await page.send(undefined, text);
    else await priya.sendWithAck('Anna', text);
    await page.message(text).first().waitFor();
  }
  await page.page.locator('[data-testid="message"][data-state="sending"]').waitFor({ state: 'detached' });
  await page.part('text').fill('And it was ');
  await clients[10].sendWithAck('Anna', 'Could you look at the numbers of last night?');
  await sleep(300);
  await keep(page.page, file);
  await page.page.context().close();
  await sleep(500);
}

try {
  mkdirSync(folder, { recursive: true });
  const up = await startUp(s, 4);
  const browser = await startBrowser(s);
  const clients = await Promise.all(names.map(async (user, index) => {
    const client = await Client.connect(up.servers[index % 4].url, {});
    endings.push(() => client.close());
    await client.identify(user);
    return client;
  }));
  await chat(browser, up, clients, { viewport: { width: 1200, height: 720 } }, 'chat');
  await chat(browser, up, clients, { viewport: { width: 1200, height: 720 }, colorScheme: 'dark' }, 'chat-dark');
  await chat(browser, up, clients, { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2 }, 'chat-phone');

  const mesh = await openPage(s, browser, `${up.page}mesh`, { viewport: { width: 1320, height: 900 } });
  let going = true;
  const talking = clients.map(async (client, index) => {
    for (let n = 0; going; n++) {
      await client.sendWithAck(names[(index + n) % names.length], `${n}`);
      await sleep(40 + 60 * (1 + Math.sin(Date.now() / 4000 + index % 4)));
    }
  });
  await sleep(60_000);
  await keep(mesh, 'mesh');
  going = false;
  await Promise.all(talking);

  const shell = await openShell(s, browser, up.page, 8, { viewport: { width: 1400, height: 1120 } });
  await shell.getByTestId('rate').fill('40');
  await shell.getByTestId('talk').click();
  await sleep(10_000);
  await shell.getByTestId('talk').click();
  await sleep(1_000);
  await keep(shell, 'shell');
  console.log(`pictures in ${folder}`);
} finally {
  for (const end of endings.reverse()) await end();
}
