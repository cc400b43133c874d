/** What was sent and received, oldest first. */

import type { ChatMessage, Delivery, State } from '../state';
import { byId, create, createBidi } from './elements';

interface Row {
  element: HTMLLIElement;
  message: ChatMessage;
}

const NEAR_THE_END_PX = 40;
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export function createMessagesView(): (state: State) => void {
  const list = byId('messages', HTMLOListElement);
  const rows = new Map<string, Row>();
  const toEndIfThere = followEnd(list);
  let shown: State['messages'] = [];

  return ({ messages, me }) => {
    if (messages === shown) return;
    shown = messages;
    const last = messages.at(-1);
    const sentNow = last?.delivery?.kind === 'sending' && !rows.has(keyOf(last));
    removeOthers(rows, new Set(messages.map(keyOf)));
    for (const message of messages) show(list, rows, message, me);
    toEndIfThere(sentNow);
  };
}

/** Keeps the last message in sight, also as the window or its keyboard changes size; but who reads further up is left there, until they write themselves. */
function followEnd(list: HTMLElement): (always?: boolean) => void {
  let atEnd = true;
  const follow = (always = false): void => {
    if (atEnd || always) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener('scroll', () => (atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END_PX), { passive: true });
  new ResizeObserver(() => follow()).observe(list);
  return follow;
}

/** Another sender may, by malice, use the id of this one's message. */
function keyOf(message: ChatMessage): string {
  return `${message.id} ${message.from}`;
}

function removeOthers(rows: Map<string, Row>, kept: Set<string>): void {
  for (const [key, row] of rows) {
    if (kept.has(key)) continue;
    row.element.remove();
    rows.delete(key);
  }
}

function show(list: HTMLElement, rows: Map<string, Row>, message: ChatMessage, me: string | null): void {
  const row = rows.get(keyOf(message));
  if (row?.message === message) return;
  const element = row?.element ?? list.appendChild(create('li', 'message'));
  rows.set(keyOf(message), { element, message });
  fill(element, message, me);
}

function fill(element: HTMLLIElement, message: ChatMessage, me: string | null): void {
  element.dataset.testid = 'message';
  element.dataset.id = message.id;
  element.dataset.state = message.delivery?.kind ?? 'received';
  element.classList.toggle('mine', message.from === me);

  const head = create('p', 'head');
  const from = createBidi('span', 'name', message.from);
  from.dataset.testid = 'message-from';
  const to = createBidi('span', 'name', message.to);
  to.dataset.testid = 'message-to';
  const arrow = create('span', 'arrow', ' to ');
  const time = create('time', '', clock.format(message.at));
  time.dateTime = new Date(message.at).toISOString();
  head.append(from, arrow, to, ' ', time);

  const text = createBidi('p', 'text', message.text);
  text.dataset.testid = 'message-text';
  element.replaceChildren(head, text);
  if (message.delivery !== undefined) {
    const delivery = create('p', 'delivery', describe(message.delivery, message.to));
    delivery.dataset.testid = 'message-delivery';
    element.append(delivery);
  }
}

function describe(delivery: Delivery, to: string): string {
  switch (delivery.kind) {
    case 'sending':
      return 'Sending …';
    case 'failed':
      return `Failed: ${delivery.reason}`;
    case 'delivered':
      if (delivery.connections === 0) return `Not delivered: \u2068${to}\u2069 is not connected`;
      return `Delivered to ${delivery.connections} ${delivery.connections === 1 ? 'connection' : 'connections'}`;
  }
}
