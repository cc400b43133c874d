import { Logo } from '../shared/Logo';
import { ClientFrame } from './ClientFrame';
import { ScriptBox } from './ScriptBox';
import { Tally } from './Tally';
import { MAX_CLIENTS, MIN_CLIENTS, useClients } from './useClients';

export function Shell({ servers }: { servers: readonly string[] }) {
  const shell = useClients(servers);
  const { clients } = shell;
  return (
    <div className="shell">
      <header>
        <Logo page="shell" />
        <div className="buttons">
          <button type="button" data-testid="add" disabled={clients.length >= MAX_CLIENTS} onClick={shell.add}>Add a client</button>
          <button type="button" className="primary" data-testid="connect-all" onClick={() =>
              clients.forEach(shell.connect)}>Connect all</button>
          <button type="button" data-testid="disconnect-all" onClick={() => clients.forEach(shell.disconnect)}>Disconnect all</button>
        </div>
      </header>
      <div className="bench">
        <ScriptBox names={clients.map(({ as }) => as)} say={shell.say} />
        <Tally clients={clients} books={shell.books} onForget={shell.forget} />
      </div>
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
