// Waiting for what must happen: on events where there are events, by asking again where there are none. Every wait has a limit and says
// what it waited for when the limit is reached.

export const patience = 20_000; // ms; generous, since it is only ever spent by a test that fails

export class TimeoutError extends Error {
  constructor(what, limit, seen) {
    super(`waited ${limit} ms for ${what}${seen === undefined ? '' : `; seen: ${seen}`}`);
    this.name = 'TimeoutError';
  }
}

/** The promise's value, or a TimeoutError after limit ms. */
export async function within(limit, promise, what, seen = () => undefined) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(what, limit, seen())), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks until the answer is truthy and returns it. Errors of the question count as "not yet". */
export async function until(question, what, { limit = patience, pause = 20 } = {}) {
  const end = Date.now() + limit;
  let last;
  for (;;) {
    try {
      last = await question();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) throw new TimeoutError(what, limit, String(last?.message ?? last));
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

/** What has arrived and who waits for what. `next` hands each item out once, in the order of arrival. */
export class Mailbox {
  #items = [];
  #waiting = new Set();

  push(item) {
    for (const waiter of this.#waiting) {
      if (!waiter.match(item)) continue;
      this.#waiting.delete(waiter);
      waiter.resolve(item);
      return;
    }
    this.#items.push(item);
  }

  async next(match = () => true, what = 'an item', limit = patience) {
    const index = this.#items.findIndex(match);
    if (index >= 0) return this.#items.splice(index, 1)[0];
    const waiter = { match };
    const arrival = new Promise(resolve => { waiter.resolve = resolve; });
    this.#waiting.add(waiter);
    try {
      return await within(limit, arrival, what, () => shorten(this.#items));
    } finally {
      this.#waiting.delete(waiter);
    }
  }
}

/** A value that changes: waits until it satisfies a condition. */
export class Latest {
  #watching = new Set();
  value;

  set(value) {
    this.value = value;
    for (const watcher of this.#watching) if (watcher.match(value)) watcher.resolve(value);
  }

  async when(match, what, limit = patience) {
    if (this.value !== undefined && match(this.value)) return this.value;
    const watcher = { match };
    const moment = new Promise(resolve => { watcher.resolve = resolve; });
    this.#watching.add(watcher);
    try {
      return await within(limit, moment, what, () => shorten(this.value));
    } finally {
      this.#watching.delete(watcher);
    }
  }
}

export function shorten(value, length = 600) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > length ? `${text.slice(0, length)}... (${text.length} characters)` : text;
}
