import { useId, useRef, useState, type FormEvent } from 'react';
import { checkName } from '../../shared/names';
import type { ServerChoice } from '../../shared/servers';
import { ANY_SERVER } from '../client';
import { remembered } from '../remembered';

export function ConnectForm({ servers, onConnect }: { servers: readonly ServerChoice[]; onConnect: (name: string, serverUrl: string) =>
    void }) {
  const [name, setName] = useState(remembered.name);
  const [chosen, setChosen] = useState(remembered.server);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const server = servers.some(({ url }) => url === chosen) ? chosen : ANY_SERVER;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const check = checkName(name);
    setProblem(check.ok ? null : check.problem);
    if (check.ok) onConnect(check.name, server);
    else field.current?.focus();
  }

  return (
    <form className="connect card" aria-label="Connection" noValidate onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}name`}>Your name</label>
        <input
          id={`${id}name`} ref={field} data-testid="name" dir="auto" autoComplete="nickname" autoCapitalize="off"
          spellCheck={false} autoFocus
          value={name} onChange={event => setName(event.target.value)} aria-invalid={problem !== null} aria-describedby={`${id}problem`}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}server`}>Server</label>
        <select id={`${id}server`} data-testid="server" value={server} onChange={event => setChosen(event.target.value)}>
          <option value={ANY_SERVER}>any</option>
          {servers.map(({ id: label, url }) => <option key={url} value={url}>{label}</option>)}
        </select>
      </div>
      <button type="submit" className="primary" data-testid="connect" disabled={servers.length === 0}>Connect</button>
      <p id={`${id}problem`} className="error" data-testid="name-error" role="alert">{problem}</p>
    </form>
  );
}
