/** The sorted list of users, from which the recipient is chosen. */

import type { State } from '../state';
import { byId, create, createBidi, setText, showText } from './elements';

/** More rows than this nobody reads, and a browser draws slowly: the search field finds the others. */
const MAX_ROWS = 2_000;

export function createUsersView(choose: (name: string) => void): (state: State) => void {
  const list = byId('users', HTMLUListElement);
  const count = byId('user-count', HTMLElement);
  const note = byId('users-note', HTMLElement);
  const filter = byId('filter', HTMLInputElement);
  const rows = new Map<string, HTMLLIElement>();
  let shown: State | null = null;

  list.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button !== null) choose(button.textContent);
  });

  function render(state: State): void {
    const matching = matches(state.users, filter.value);
    arrange(list, rows, matching.slice(0, MAX_ROWS));
    for (const [name, row] of rows) markRow(row, name === state.recipient?.name, name === state.me);
    setText(count, String(state.users.length));
    const hidden = matching.length - MAX_ROWS;
    showText(note, hidden > 0 ? `and ${hidden} more: narrow the search` : matching.length === 0 && state.users.length > 0 ? 'Nobody by that name' : null);
  }

  filter.addEventListener('input', () => shown !== null && render(shown));
  return state => {
    const changed = state.users !== shown?.users || state.recipient !== shown.recipient || state.me !== shown.me;
    shown = state;
    if (changed) render(state);
  };
}

function matches(users: readonly string[], typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' ? users : users.filter(name => name.toLowerCase().includes(wanted));
}

/** Rows of users who stay are left where they are, with focus and scroll position; only the difference is touched. */
function arrange(list: HTMLElement, rows: Map<string, HTMLLIElement>, names: readonly string[]): void {
  const wanted = new Set(names);
  for (const [name, row] of rows) {
    if (wanted.has(name)) continue;
    row.remove();
    rows.delete(name);
  }
  let next = list.firstElementChild;
  for (const name of wanted) {
    const row = rows.get(name) ?? createRow(name);
    rows.set(name, row);
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}

function createRow(name: string): HTMLLIElement {
  const row = create('li', 'user');
  const button = createBidi('button', 'name', name);
  button.setAttribute('type', 'button');
  button.dataset.testid = 'user';
  row.append(button);
  return row;
}

function markRow(row: HTMLLIElement, chosen: boolean, me: boolean): void {
  row.classList.toggle('me', me);
  row.firstElementChild?.setAttribute('aria-pressed', String(chosen));
}
