import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { checkName } from '../../shared/names';
import type { ServerChoice } from '../../shared/servers';
import { ANY_SERVER, type Client } from '../client';
import { remembered } from '../remembered';
import type { Status } from '../state/state';
import { userOf } from '../token';

interface Props {
  servers: readonly ServerChoice[];
  status: Status;
  /** The name that was used last. */
  me: string | null;
  connect: Client['connect'];
}

/** Servers that want to know who one is refuse with these. */
const WANTS_TOKEN = new Set(['unauthorized', 'bad-token', 'token-expired', 'revoked', 'wrong-user']);

export function ConnectForm({ servers, status, me, connect }: Props) {
  const [name, setName] = useState(() => me ?? remembered.name());
  const [token, setToken] = useState('');
  const [chosen, setChosen] = useState(remembered.server);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const server = servers.some(({ url }) => url === chosen) ? chosen : ANY_SERVER;
  const refused = status.kind === 'refused' ? status.code : '';
  const wantsToken = token !== '' || WANTS_TOKEN.has(refused);

  useEffect(() => {
    if (status.kind === 'refused' && me !== null) setName(me);
  }, [status, me]); // what was refused is what the field holds

  function submit(event: FormEvent): void {
    event.preventDefault();
    const check = checkName(name.trim() === '' && token !== '' ? userOf(token) ?? '' : name);
    setProblem(check.ok ? null : check.problem);
    if (!check.ok) return field.current?.focus();
    setName(check.name);
    void connect(check.name, server, token === '' ? { unlessTaken: true } : { token: token.trim() });
  }

  return (
    <form className="connect card" aria-label="Connection" noValidate onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}name`}>Your name</label>
        <input
          id={`${id}name`} ref={field} data-testid="name" dir="auto" autoComplete="nickname" autoCapitalize="off"
          spellCheck={false} autoFocus enterKeyHint="go"
          value={name} onChange={event => setName(event.target.value)} aria-invalid={problem !== null} aria-describedby={`${id}problem`}
        />
      </div>
      {wantsToken && (
        <div className="field">
          <label htmlFor={`${id}token`}>Sign-in token</label>
          <input
            id={`${id}token`} type="password" data-testid="token" autoComplete="off" autoFocus value={token}
            onChange={event => setToken(event.target.value)} aria-describedby={`${id}problem`}
          />
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}server`}>Server</label>
        <select id={`${id}server`} data-testid="server" value={server} onChange={event => setChosen(event.target.value)}>
          <option value={ANY_SERVER}>any: all are one</option>
          {servers.map(({ id: label, url }) => <option key={url} value={url}>{label}</option>)}
        </select>
      </div>
      <button type="submit" className="primary" data-testid="connect" disabled={servers.length === 0}>Connect</button>
      <p id={`${id}problem`} className="error" data-testid="name-error" role="alert">{problem}</p>
      {refused === 'name-taken' && me !== null && checkedName(name) === me && <Taken name={me} onShare={() => void connect(me, server)} />}
    </form>
  );
}

function checkedName(typed: string): string | null {
  const check = checkName(typed);
  return check.ok ? check.name : null;
}

/** Nobody is to share somebody's messages by mistake, nor unknown to them. */
function Taken({ name, onShare }: { name: string; onShare: () => void }) {
  return (
    <div className="taken" role="alert" data-testid="taken">
      <p>
        <b className="name" dir="auto">{name}</b> is connected already. If that is you in another window, both share all messages, and both
        are told. If it is somebody else, choose another name.
      </p>
      <button type="button" data-testid="share-name" onClick={onShare}>It is me: connect here, too</button>
    </div>
  );
}
