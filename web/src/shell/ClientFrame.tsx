import { useCallback } from 'react';
import type { ShellClient, useClients } from './useClients';

type Clients = ReturnType<typeof useClients>;

interface Props {
  client: ShellClient;
  servers: readonly string[];
  canRemove: boolean;
  attach: Clients['attach'];
  onChange: Clients['change'];
  onConnect: Clients['connect'];
  onRemove: Clients['remove'];
}

/** One client: its name and server above, the chat page below. */
export function ClientFrame({ client, servers, canRemove, attach, onChange, onConnect, onRemove }: Props) {
  const { key, name, server, status, problem } = client;
  const ref = useCallback((frame: HTMLIFrameElement | null) => attach(key, frame), [attach, key]); // called anew, it would forget the frame
  return (
    <section className="client card" aria-label={`Client ${name}`} data-testid="client" data-status={status}>
      <form className="who" onSubmit={event => (event.preventDefault(), onConnect(client))}>
        <input aria-label="Name" data-testid="client-name" dir="auto" value={name} aria-invalid={problem !== null} onChange={event =>
            onChange(key, { name: event.target.value })} />
        <select aria-label="Server" data-testid="client-server" value={server} onChange={event =>
            onChange(key, { server: event.target.value })}>
          <option>any</option>
          {servers.map(id => <option key={id}>{id}</option>)}
        </select>
        <button type="submit" className="small">Connect</button>
        <button type="button" className="small" data-testid="remove" aria-label={`Remove ${name}`} disabled={!canRemove} onClick={() =>
            onRemove(key)}>✕</button>
      </form>
      {problem !== null && <p className="error banner" role="alert" data-testid="client-problem">{problem}</p>}
      <iframe ref={ref} src="/?frame" title={`The chat page of ${name}`} />
    </section>
  );
}
