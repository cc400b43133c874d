import { useCallback, useState } from 'react';
import type { Client } from '../client';
import { Nav } from '../../shared/Nav';
import { ConnectForm } from './ConnectForm';
import { Conversation } from './Conversation';
import { HelpSheet } from './HelpSheet';
import { Menu } from './Menu';
import { Notices } from './Notices';
import { Sidebar } from './Sidebar';
import { Start } from './Start';
import { StatusLine } from './StatusLine';
import { useShortcuts } from './useShortcuts';
import { useStore } from './useStore';

interface Props {
  client: Client;
  isFrame: boolean;
  /** Back to the list, on a screen that shows one of the two at a time. */
  onLeaveThread: () => void;
}

/** The whole page: who one is above, people and threads beside what is said. On a narrow screen one of the two at a time. */
export function App({ client, isFrame, onLeaveThread }: Props) {
  const state = useStore(client.store);
  const { status, me, devices, recipient, settings } = state;
  const [helps, setHelps] = useState(false);
  const onHelp = useCallback(() => setHelps(true), []);
  const isBusy = status.kind !== 'offline' && status.kind !== 'refused';
  // Who was not let in, and has nothing to read here, is still at the start.
  const hasBegun = me !== null && !(status.kind === 'refused' && state.threads.size === 0);
  useShortcuts(client, hasBegun && !isFrame, onHelp);
  return (
    <div className={`app ${hasBegun ? '' : 'start'} ${recipient === null ? '' : 'in-thread'} ${isFrame ? 'framed' : ''}`}>
      <header>
        {!isFrame && <Nav page="Chat" />}
        <StatusLine status={status} me={me} devices={devices} onRetry={client.retryNow} />
        {isBusy && (
          <div className="actions">
            <button type="button" data-testid="disconnect" onClick={client.disconnect}>Disconnect</button>
            {!isFrame && <Menu client={client} settings={settings} onHelp={onHelp} />}
          </div>
        )}
      </header>
      <Notices state={state} client={client} />
      {!isBusy && !isFrame && !hasBegun && <Start state={state} client={client} />}
      {!isBusy && !isFrame && hasBegun && <ConnectForm servers={state.servers} status={status} me={me} connect={client.connect} />}
      {hasBegun && (
        <main>
          <Sidebar
            people={state.people} threads={state.threads} rooms={state.rooms} drafts={state.drafts} me={me} muted={settings.muted}
            chosen={recipient?.key ?? null} client={client}
          />
          <Conversation state={state} client={client} onLeave={onLeaveThread} />
        </main>
      )}
      {helps && <HelpSheet onClose={() => setHelps(false)} />}
    </div>
  );
}
