// Chromium, driven without a window, and the page's own words for its parts.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { repository } from './paths.js';
import { patience, until } from './wait.js';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** @param args more of Chromium's own arguments */
export async function startBrowser(s, args = []) {
  const executablePath = candidates.find(path => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium found: install it (./test does, as root on Debian), or name it in CHROMIUM');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet, ...args] });
  s.onEnd(() => browser.close());
  return browser;
}

/** The chat page in a window of its own. */
export class ChatPage {
  static async open(s, browser, url, options) {
    const chat = new ChatPage();
    chat.page = await openPage(s, browser, url, options, () => `page of ${chat.user}`);
    return chat;
  }

  /** Another tab of the same browser, which shares with this one what the browser keeps. */
  async another(s) {
    const chat = new ChatPage();
    chat.page = await openTab(s, this.page.context(), this.page.url(), () => `another tab, of ${chat.user}`);
    return chat;
  }

  get problems() {
    return this.page.problems;
  }

  part = name => this.page.getByTestId(name);
  userRow = name => this.part('users').getByTestId('user').filter({ hasText: exactly(name) });
  message = text => this.part('messages').getByTestId('message').filter({ has: this.page.getByText(text, { exact: true }) });

  thread = peer => this.page.locator(`[data-testid="thread"][data-peer=${JSON.stringify(peer)}]`);
  /** What is said of the chosen recipient: left, or returned. */
  note = presence => this.page.locator(`[data-testid="recipient-note"].${presence}`).and(this.page.locator(':not(:empty)'));

  async connect(user, server) {
    this.user = user;
    await this.part('name').fill(user);
    await this.part('server').selectOption({ label: server });
    await this.part('connect').click();
    await this.userRow(user).or(this.part('taken')).first().waitFor();
    if (await this.part('taken').isVisible()) await this.part('share-name').click(); // another window of theirs
    await this.userRow(user).waitFor();
  }

  /** offline, connecting, connected, reconnecting or refused. */
  whenStatus = state => this.page.locator(`[data-testid="status"][data-state="${state}"]`).waitFor();

  /** How it stands with a message, as soon as it is final: delivered, failed or received. */
  async fateOf(text) {
    await this.message(text).and(this.page.locator(':not([data-state="sending"])')).first().waitFor();
    return this.message(text).first().getAttribute('data-state');
  }

  async send(to, text) {
    if (to !== undefined) await this.userRow(to).click();
    await this.part('text').fill(text);
    await this.part('send').click();
  }

  /** Waits for the message; afterwards there is one of it, no more. */
  async shows(text) {
    await this.message(text).first().waitFor();
    return this.message(text).count();
  }
}

function exactly(name) {
  return new RegExp(`^\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`, 'u');
}

/** Any page, with what goes wrong in it. @param options of the browser's context: viewport, colorScheme */
export async function openPage(s, browser, url, options = {}, label = () => url) {
  return openTab(s, await browser.newContext(options), url, label);
}

async function openTab(s, context, url, label) {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.problems = [];
  page.on('pageerror', error => page.problems.push(`error: ${error.message}`));
  page.on('console', message => message.type() === 'error' && page.problems.push(`console: ${message.text()}`));
  s.tellOnFailure(() => `--- ${label()}\n${page.problems.join('\n')}`);
  await page.goto(url);
  return page;
}

/** Where tests leave what people may want to look at. */
export async function keepPicture(page, name) {
  const folder = join(repository, 'artifacts', 'pages');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a check of accessibility finds: `rule: elements`. */
export async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** The shell with so many clients, all connected, each of which knows of all. */
export async function openShell(s, browser, url, clients, options) {
  const page = await openPage(s, browser, `${url}shell`, options);
  for (let n = 2; n < clients; n++) await page.getByTestId('add').click();
  const connected = page.locator('[data-testid="client"][data-status^="connected"]');
  await page.getByTestId('connect-all').click();
  await until(async () => (await connected.count()) === clients, 'all clients to be connected', { limit: 30_000 });
  for (let n = 0; n < clients; n++) {
    const known = connected.nth(n).frameLocator('iframe').getByTestId('user-count');
    await until(async () => (await known.textContent()) === String(clients), 'each client to know of all', { limit: 30_000 });
  }
  return page;
}
