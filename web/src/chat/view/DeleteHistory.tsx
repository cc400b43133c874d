import { useState } from 'react';

interface Props {
  label?: string;
  question?: string;
  testId?: string;
  onDelete: () => Promise<void>;
}

/** Asks before it deletes. The focus goes along: to the answer that deletes nothing, and back. */
export function DeleteHistory({ label = 'Delete the history …', question = 'Delete all that this browser keeps?', testId = 'delete',
    onDelete }: Props) {
  const [asks, setAsks] = useState<boolean | null>(null); // null before it has ever asked

  async function confirm(): Promise<void> {
    await onDelete();
    setAsks(false);
  }

  if (asks !== true)
    return <button type="button" data-testid={testId} autoFocus={asks === false} onClick={() => setAsks(true)}>{label}</button>;
  return (
    <p role="alert">
      {question}{' '}
      <button type="button" data-testid={`${testId}-yes`} className="danger" onClick={() => void confirm()}>Delete</button>{' '}
      <button type="button" data-testid={`${testId}-no`} autoFocus onClick={() => setAsks(false)}>Keep</button>
    </p>
  );
}
