import { useState } from 'react';

/** Servers in production show the mesh to whoever has the operator's key. It stays in this page's memory. */
export function KeyForm({ wasWrong, onKey }: { wasWrong: boolean; onKey: (key: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <form className="key card" onSubmit={event => (event.preventDefault(), onKey(typed))}>
      <label htmlFor="key">The operator’s key</label>
      <input id="key" type="password" data-testid="key" autoComplete="off" value={typed} onChange={event => setTyped(event.target.value)} />
      <button type="submit" className="primary" data-testid="give-key">Show the mesh</button>
      {wasWrong && <p className="error" role="alert">That is not the key.</p>}
    </form>
  );
}
