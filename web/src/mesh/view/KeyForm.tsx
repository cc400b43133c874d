import { useState } from 'react';

/** Servers in production show the mesh to whoever has the operator's key. It is kept for this tab. */
export function KeyForm({ wasWrong, onKey }: { wasWrong: boolean; onKey: (key: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <form className="key card" aria-label="The operator’s key" onSubmit={event => (event.preventDefault(), onKey(typed))}>
      <label htmlFor="key">The operator’s key</label>
      <input id="key" type="password" data-testid="key" autoComplete="off" value={typed} onChange={event => setTyped(event.target.value)} />
      <button type="submit" className="primary" data-testid="give-key">Show the mesh</button>
      <p className="note">This tab keeps it until it is closed, or you have it forgotten.</p>
      {wasWrong && <p className="error" role="alert">That is not the key.</p>}
    </form>
  );
}
