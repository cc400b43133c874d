import { useState } from 'react';
import { allowNotifications, canNotify } from '../attention';
import type { Client } from '../client';
import { remembered } from '../remembered';

/** What one does seldom: notifications, and the history that this browser keeps. */
export function Menu({ client }: { client: Client }) {
  const [notifies, setNotifies] = useState(remembered.notifies);
  const [asksToDelete, setAsksToDelete] = useState(false);

  return (
    <details className="menu">
      <summary data-testid="menu">More</summary>
      <div className="card">
        <label className="check">
          <input type="checkbox" checked={notifies} disabled={!canNotify()} onChange={async event => setNotifies(await allowNotifications(event.target.checked))} />
          Notify me when the page is in the background
        </label>
        <button type="button" data-testid="export" onClick={async () => save(await client.exportHistory())}>Export the history as JSON</button>
        {asksToDelete ? (
          <p role="alert">
            Delete all that this browser keeps?{' '}
            <button type="button" data-testid="delete-yes" className="danger" onClick={async () => (await client.deleteHistory(), setAsksToDelete(false))}>Delete</button>{' '}
            <button type="button" onClick={() => setAsksToDelete(false)}>Keep</button>
          </p>
        ) : (
          <button type="button" data-testid="delete" onClick={() => setAsksToDelete(true)}>Delete the history …</button>
        )}
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
