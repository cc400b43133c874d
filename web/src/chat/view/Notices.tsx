import { useState, type FormEvent } from 'react';
import type { Client } from '../client';
import type { State } from '../state/state';
import { useNow } from './useStore';

/** What the user should know, whatever they are doing. */
export function Notices({ state: { notice, storageTrouble, tokenEndsAt }, client }: { state: State; client: Client }) {
  return (
    <>
      {notice !== null && (
        <p className="banner" role="alert" data-testid="rejected">
          {notice} <button type="button" className="small" onClick={() => client.store.dispatch({ type: 'notice', text: null })}>OK</button>
        </p>
      )}
      {storageTrouble !== null && <p className="error banner" role="alert" data-testid="storage-trouble">{storageTrouble}</p>}
      {tokenEndsAt !== null && <SignIn endsAt={tokenEndsAt} client={client} />}
    </>
  );
}

/** A new token before the old one ends: nothing else changes. */
function SignIn({ endsAt, client }: { endsAt: number; client: Client }) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const now = useNow(true);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(await client.signIn(token.trim()));
  };
  return (
    <form className="banner sign-in" data-testid="sign-in" onSubmit={event => void submit(event)}>
      <label htmlFor="new-token">Your sign-in ends in {Math.max(0, Math.ceil((endsAt - now) / 1_000))} s. A new token:</label>
      <input id="new-token" type="password" autoComplete="off" value={token} onChange={event => setToken(event.target.value)} />
      <button type="submit" className="small">Sign in</button>
      {problem !== null && <p className="error" role="alert">{problem}</p>}
    </form>
  );
}
