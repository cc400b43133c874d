import { useRef, useState, type KeyboardEvent } from 'react';
import { allowNotifications, canNotify } from '../attention';
import type { Client } from '../client';
import { remembered } from '../remembered';
import { DeleteHistory } from './DeleteHistory';

/** What one does seldom: notifications, and the history that this browser keeps. */
export function Menu({ client }: { client: Client }) {
  const [notifies, setNotifies] = useState(remembered.notifies);
  const [problem, setProblem] = useState('');
  const menu = useRef<HTMLDetailsElement>(null);
  const opener = useRef<HTMLElement>(null);

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !menu.current!.open) return;
    menu.current!.open = false;
    opener.current!.focus();
  }

  /** What the browser does not do is said, in the words given. */
  async function attempt(action: () => Promise<void>, whatFailed: string): Promise<void> {
    setProblem('');
    try {
      await action();
    } catch {
      setProblem(whatFailed);
    }
  }

  return (
    <details ref={menu} className="menu" onKeyDown={closeOnEscape}>
      <summary ref={opener} data-testid="menu">More</summary>
      <div className="card" data-testid="menu-card">
        <label className="check">
          <input type="checkbox" checked={notifies} disabled={!canNotify()} onChange={async event =>
              setNotifies(await allowNotifications(event.target.checked))} />
          Notify me when the page is in the background
        </label>
        <button
          type="button" data-testid="export"
          onClick={() => attempt(async () => save(await client.exportHistory()), 'This browser did not give the history out.')}
        >
          Export the history as JSON
        </button>
        <DeleteHistory onDelete={() => attempt(client.deleteHistory, 'This browser did not delete the history.')} />
        <p className="error" role="alert" data-testid="menu-problem">{problem}</p>
      </div>
    </details>
  );
}

function save(json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'gossamer-history.json' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
