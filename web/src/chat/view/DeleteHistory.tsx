import { useState } from 'react';

/** Asks before it deletes. The focus goes along: to the answer that deletes nothing, and back. */
export function DeleteHistory({ onDelete }: { onDelete: () => Promise<void> }) {
  const [asks, setAsks] = useState<boolean | null>(null); // null before it has ever asked

  async function confirm(): Promise<void> {
    await onDelete();
    setAsks(false);
  }

  if (asks !== true) return <button type="button" data-testid="delete" autoFocus={asks === false} onClick={() =>
      setAsks(true)}>Delete the history …</button>;
  return (
    <p role="alert">
      Delete all that this browser keeps?{' '}
      <button type="button" data-testid="delete-yes" className="danger" onClick={confirm}>Delete</button>{' '}
      <button type="button" data-testid="delete-no" autoFocus onClick={() => setAsks(false)}>Keep</button>
    </p>
  );
}
