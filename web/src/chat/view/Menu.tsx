import { useState } from 'react';
import { allowNotifications, canNotify } from '../attention';
import type { Client } from '../client';
import { remembered } from '../remembered';
import { chime } from '../sound';
import type { Settings } from '../state/settings';
import { DeleteHistory } from './DeleteHistory';
import { Choice, Popover } from './Popover';

interface Props {
  client: Client;
  settings: Settings;
  onHelp: () => void;
}

/** What one does seldom: settings, and the history that this browser keeps. */
export function Menu(props: Props) {
  return (
    <Popover className="menu" testId="menu" label="More">
      {close => <Choices {...props} close={close} />}
    </Popover>
  );
}

function Choices({ client, settings, onHelp, close }: Props & { close: () => void }) {
  const [notifies, setNotifies] = useState(remembered.notifies);
  const [problem, setProblem] = useState('');

  /** What the browser does not do is said, in the words given. */
  async function attempt(action: () => Promise<void>, whatFailed: string): Promise<void> {
    setProblem('');
    try {
      await action();
    } catch {
      setProblem(whatFailed);
    }
  }

  async function notify(on: boolean): Promise<void> {
    const refusal = await allowNotifications(on);
    setNotifies(on && refusal === null);
    setProblem(refusal ?? '');
  }

  const setting = (name: 'follows' | 'tellsReading' | 'sounds', words: string, onChange?: (on: boolean) => void) => (
    <label className="check">
      <input type="checkbox" data-testid={name} checked={settings[name]} onChange={({ target: { checked } }) => {
        client.store.dispatch({ type: 'settings', settings: { ...settings, [name]: checked } });
        onChange?.(checked);
      }} />
      {words}
    </label>
  );

  return (
    <div className="card" data-testid="menu-card">
      <label className="check">
        <input type="checkbox" data-testid="notifies" checked={notifies} onChange={event => void notify(event.target.checked)} />
        Notify me when the page is in the background
      </label>
      {!canNotify() && <p className="note">This browser does not allow notifications of this page.</p>}
      {setting('sounds', 'A sound for what comes then', on => on && chime())}
      {setting('tellsReading', 'Tell others what I have read and that I am writing, and see it of them')}
      {setting('follows', 'Follow who writes: open their conversation')}
      <Choice testId="help" close={close} act={onHelp}>Keys and marks</Choice>
      <button
        type="button" data-testid="export"
        onClick={() => void attempt(async () => save(await client.exportHistory()), 'This browser did not give the history out.')}
      >
        Export the history as JSON
      </button>
      <DeleteHistory onDelete={() => attempt(client.deleteHistory, 'This browser did not delete the history.')} />
      <p className="error" role="alert" data-testid="menu-problem">{problem}</p>
    </div>
  );
}

function save(json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'gossamer-history.json' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
