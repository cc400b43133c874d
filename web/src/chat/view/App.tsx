import { useCallback } from 'react';
import type { Client } from '../client';
import { Logo } from '../../shared/Logo';
import { ConnectForm } from './ConnectForm';
import { Conversation } from './Conversation';
import { Menu } from './Menu';
import { People } from './People';
import { StatusLine } from './StatusLine';
import { Threads } from './Threads';
import { useStore } from './useStore';

/** The whole page: who one is above, people and threads beside what is said. On a narrow screen one of the two at a time. */
export function App({ client, isFrame }: { client: Client; isFrame: boolean }) {
  const state = useStore(client.store);
  const { status, me, recipient, rejection, storageTrouble } = state;
  const onSearch = useCallback((isSearching: boolean) => client.store.dispatch({ type: 'searching', isSearching }), [client]);
  const isBusy = status.kind !== 'offline' && status.kind !== 'refused';
  return (
    <div className={`app ${me === null ? 'start' : ''} ${recipient === null ? '' : 'in-thread'} ${isFrame ? 'framed' : ''}`}>
      <header>
        {isFrame ? null : <Logo />}
        <StatusLine status={status} me={me} onRetry={client.retryNow} />
        {isBusy && (
          <div className="actions">
            <button type="button" data-testid="disconnect" onClick={client.disconnect}>Disconnect</button>
            {!isFrame && <Menu client={client} />}
          </div>
        )}
      </header>
      {!isBusy && !isFrame && <ConnectForm servers={state.servers} onConnect={client.connect} />}
      {rejection !== null && <p className="error banner" role="alert" data-testid="rejected">{rejection}</p>}
      {storageTrouble !== null && <p className="error banner" role="alert" data-testid="storage-trouble">{storageTrouble}</p>}
      {me !== null && (
        <main>
          <div className="side">
            <Threads state={state} onChoose={client.choose} />
            <People people={state.people} me={me} chosen={recipient?.name ?? null} onChoose={client.choose} onSearch={onSearch} />
          </div>
          <Conversation state={state} client={client} />
        </main>
      )}
    </div>
  );
}
