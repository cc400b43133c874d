// Measures the chat page with very many people and messages: `node tests/e2e/measure-pages.js [--names N] [--messages N] [--pages FOLDER]`,
// after a build. A stub stands for the mesh, so that it is the page that is measured. Prints a table; judges nothing.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ChatPage, startBrowser } from './harness/browser.js';
import { PageStub } from './harness/page-stub.js';
import { repository } from './harness/paths.js';
import { until } from './harness/wait.js';

const built = join(repository, 'src', 'Gossamer.Server', 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', 'wwwroot');
const { values } = parseArgs({ options: {
  names: { type: 'string', default: '100000' }, messages: { type: 'string', default: '100000' }, pages: { type: 'string', default: built },
} });
const count = { names: Number(values.names), messages: Number(values.messages) };
const peers = Math.min(100, count.names);
const limit = 120_000;
const nameOf = n => `user ${String(n).padStart(6, '0')}`;
const me = 'Measured';
const endings = [];
const s = { onEnd: action => endings.push(action), tellOnFailure() { } };
const rows = [];
const tell = (what, value) => rows.push([what, value]);

const ms = value => `${Math.round(value)} ms`;
const part = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
const spread = all => {
  const sorted = [...all].sort((a, b) => a - b);
  return `${ms(part(sorted, .5))}, 99 %: ${ms(part(sorted, .99))}`;
};

/** Notes from here on what keeps the page from answering, and how soon it shows what is typed. */
const observe = page => page.evaluate(() => {
  globalThis.seen = { tasks: [], keys: [] };
  new PerformanceObserver(list => globalThis.seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  document.addEventListener('input', () => {
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => globalThis.seen.keys.push(performance.now() - start)));
  }, true);
});

const take = (page, what) => page.evaluate(name => globalThis.seen[name].splice(0), what);
const tasks = async page => {
  const all = await take(page, 'tasks');
  return all.length === 0 ? 'no long task' : `${all.length} long tasks, the longest ${ms(Math.max(...all))}`;
};
const heap = page => page.evaluate(() => `${Math.round(performance.memory.usedJSHeapSize / 1e6)} MB`);

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Scrolls for two seconds. @returns frames a second, and the longest. */
const scroll = (page, testId, step) => page.evaluate(async ([id, by]) => {
  const list = document.querySelector(`[data-testid="${id}"]`);
  const frames = [];
  let last = performance.now();
  for (const end = last + 2_000; last < end;) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
    list.scrollTop += by;
  }
  return `${Math.round(frames.length / 2)} frames/s, the longest ${Math.round(Math.max(...frames))} ms`;
}, [testId, step]);

async function measureNames(chat, stub) {
  const { page } = chat;
  await chat.part('name').fill(me);
  await chat.part('server').selectOption({ label: 'stub' });
  const listed = async () => Number((await chat.part('user-count').textContent()).replace(/\D/g, '')) > count.names;
  tell('names: connect until all are listed', ms(await timed(async () => {
    await chat.part('connect').click();
    await until(listed, 'all names', { limit });
  })));
  tell('names: that kept it busy for', await tasks(page));
  tell('names: scroll', await scroll(page, 'users', 900));
  await chat.part('filter').pressSequentially(nameOf(count.names >> 1), { delay: 60 });
  await chat.userRow(nameOf(count.names >> 1)).waitFor();
  tell('names: search, a key', spread(await take(page, 'keys')));
  await chat.part('filter').fill('');
  await tasks(page);
  for (let n = 0; n < 12; n++) { // 1,600 changes a second
    const some = Array.from({ length: 400 }, (_, at) => `new ${n >> 1} ${at}`);
    stub.presence(me, n % 2 === 0 ? some : [], n % 2 === 0 ? [] : some);
    await sleep(250);
  }
  tell('names: 3 s of 1,600 changes a second', await tasks(page));
  tell('names: heap', await heap(page));
}

/** The rest goes into the history as the page keeps it: a person gets it over months. */
const fillHistory = (page, user, from, to) => page.evaluate(async ([name, first, end, several]) => {
  const opened = indexedDB.open(`gossamer ${name}`);
  await new Promise(resolve => { opened.onsuccess = resolve; });
  for (let at = first; at < end; at += 5_000) {
    const transaction = opened.result.transaction('messages', 'readwrite');
    for (let n = at; n < Math.min(at + 5_000, end); n++) {
      const peer = `user ${String(n % several).padStart(6, '0')}`;
      const [text, id] = [`message ${n} about thing${n % 977}`, `kept ${n}`];
      transaction.objectStore('messages').put({ id, from: peer, to: name, text, at: 1e12 + n * 1_000, key: `${id} ${peer}`, thread: peer, words: text.split(' ') });
    }
    await new Promise(resolve => { transaction.oncomplete = resolve; });
  }
  opened.result.close();
}, [user, from, to, peers]);

/** As many as the page takes in half a minute. */
async function arriveAll(chat, stub) {
  const start = Date.now();
  let sent = 0;
  for (let piece = 0; sent < count.messages && Date.now() - start < 30_000; piece++) {
    for (const end = Math.min(sent + 250, count.messages); sent < end; sent++) stub.send(me, nameOf(sent % peers), `message ${sent}`);
    stub.send(me, nameOf(0), `piece ${piece}`);
    await chat.thread(nameOf(0)).filter({ hasText: `piece ${piece}` }).waitFor({ timeout: limit });
  }
  return { sent, took: Date.now() - start };
}

async function measureMessages(chat, stub) {
  const { page } = chat;
  await tasks(page);
  const { sent, took } = await arriveAll(chat, stub);
  const all = sent === count.messages ? 'all' : `${sent.toLocaleString('en')}, the rest was kept before,`;
  tell('messages: arrive at once', `${all} in ${ms(took)}, ${Math.round(sent / took * 1_000).toLocaleString('en')} a second`);
  tell('messages: that kept it busy for', await tasks(page));
  tell('messages: heap', await heap(page));
  await sleep(3_000); // for the history to be written
  await fillHistory(page, me, sent, count.messages);
  tell('messages: open the page with them', ms(await timed(async () => {
    await page.reload();
    await chat.thread(nameOf(0)).waitFor({ timeout: limit });
  })));
  await observe(page);
  tell('messages: open a conversation', ms(await timed(async () => {
    await chat.thread(nameOf(0)).click();
    await chat.part('message').first().waitFor();
  })));
  await chat.part('filter').fill('message about thing77');
  tell('messages: search in all that was said', ms(await timed(() => chat.part('found-message').first().waitFor({ timeout: limit }))));
  await chat.part('filter').fill('');
  tell('messages: scroll up', await scroll(page, 'messages', -600));
  await tasks(page);
  await measureArrival(chat, stub);
}

/** One by one, into the open conversation, each with the time at which it was sent. */
async function measureArrival(chat, stub) {
  const { page } = chat;
  await page.evaluate(() => {
    globalThis.seen.arrivals = new Map();
    new MutationObserver(() => requestAnimationFrame(() => {
      const text = document.querySelector('[data-testid="messages"]').textContent;
      for (const [, id, at] of text.matchAll(/arrival (\d+) of (\d+)\./g)) {
        if (!globalThis.seen.arrivals.has(id)) globalThis.seen.arrivals.set(id, Date.now() - Number(at));
      }
    })).observe(document.querySelector('[data-testid="messages"]'), { subtree: true, childList: true });
  });
  await page.evaluate(() => {
    const list = document.querySelector('[data-testid="messages"]');
    list.scrollTop = list.scrollHeight;
  });
  for (let n = 0; n < 100; n++) {
    stub.send(me, nameOf(0), `arrival ${n} of ${Date.now()}.`);
    await sleep(50);
  }
  await chat.page.getByText(/arrival 99 of/).first().waitFor();
  tell('messages: one arrives until it is drawn', spread(await page.evaluate(() => [...globalThis.seen.arrivals.values()])));
  tell('messages: 100 in 5 s kept it busy for', await tasks(page));
  await chat.part('text').pressSequentially('a line that is typed meanwhile', { delay: 40 });
  tell('messages: type, a key', spread(await take(page, 'keys')));
}

try {
  const stub = await PageStub.start(s, values.pages, Array.from({ length: count.names }, (_, n) => nameOf(n)));
  const chat = await ChatPage.open(s, await startBrowser(s), stub.url, { viewport: { width: 1280, height: 800 } });
  await observe(chat.page);
  await measureNames(chat, stub);
  await measureMessages(chat, stub);
} finally {
  for (const action of endings.reverse()) await action();
}
const width = Math.max(...rows.map(([what]) => what.length));
console.log(`${count.names.toLocaleString('en')} names, ${count.messages.toLocaleString('en')} messages of ${peers} people`);
for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${value}`);
