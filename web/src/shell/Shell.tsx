import { useMemo } from 'react';
import { Nav } from '../shared/Nav';
import type { ServerChoice } from '../shared/servers';
import { ClientFrame } from './ClientFrame';
import { FaultPanel } from './faults/FaultPanel';
import { Rooms } from './Rooms';
import { ScriptBox } from './ScriptBox';
import { Tally } from './Tally';
import { MAX_CLIENTS, MIN_CLIENTS, useClients } from './useClients';

export function Shell({ servers: choices }: { servers: readonly ServerChoice[] }) {
  const servers = useMemo(() => choices.map(({ id }) => id), [choices]);
  const addresses = useMemo(() => [...new Set([location.origin, ...choices.map(({ url }) => url)])], [choices]);
  const shell = useClients(servers);
  const { clients } = shell;
  return (
    <div className="shell">
      <header>
        <Nav page="Shell" />
        <div className="buttons">
          <button type="button" data-testid="add" disabled={clients.length >= MAX_CLIENTS} onClick={shell.add}>Add a client</button>
          <button type="button" className="primary" data-testid="connect-all" onClick={() =>
              clients.forEach(shell.connect)}>Connect all</button>
          <button type="button" data-testid="disconnect-all" onClick={() => clients.forEach(shell.disconnect)}>Disconnect all</button>
        </div>
      </header>
      <div className="bench">
        <ScriptBox clients={clients} rooms={shell.rooms.rooms} say={shell.say} />
        <Tally clients={clients} books={shell.books} onForget={shell.forget} />
      </div>
      <Rooms
        rooms={shell.rooms.rooms} clients={clients} books={shell.books} onAdd={shell.rooms.add} onRemove={shell.rooms.remove}
        onSet={shell.rooms.set}
      />
      <FaultPanel addresses={addresses} />
      <main className="frames">
        {clients.map(client => (
          <ClientFrame
            key={client.key} client={client} servers={servers} attach={shell.attach} canRemove={clients.length > MIN_CLIENTS}
            onChange={shell.change} onConnect={shell.connect} onRemove={shell.remove}
          />
        ))}
      </main>
    </div>
  );
}
