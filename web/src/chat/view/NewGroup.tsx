import { useState, type FormEvent } from 'react';
import type { Client } from '../client';
import { checkName } from '../../shared/names';

/** A group is there as soon as somebody is in it: to make one and to join one is the same. */
export function NewGroup({ client }: { client: Client }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const check = checkName(name);
    const failed = check.ok ? await client.joinRoom(check.name) : check.problem;
    setProblem(failed);
    if (failed !== null) return;
    setName('');
    setOpen(false);
  }

  if (!isOpen)
    return <button type="button" className="small new-group" data-testid="new-group" onClick={() => setOpen(true)}>New group</button>;
  return (
    <form
      className="new-group-form" aria-label="New group" onSubmit={event => void submit(event)}
      onKeyDown={event => event.key === 'Escape' && setOpen(false)}
    >
      <input
        autoFocus aria-label="Name of the group" placeholder="Name of the group" dir="auto" data-testid="group-name" value={name}
        aria-invalid={problem !== null} aria-describedby="group-problem" onChange={event => setName(event.target.value)}
      />
      <button type="submit" className="small primary" data-testid="make-group">Open</button>
      <button type="button" className="small" onClick={() => setOpen(false)}>Cancel</button>
      <p id="group-problem" className="error" role="alert">{problem}</p>
      <p className="note">Whoever knows its name can join. It is there while somebody is in it.</p>
    </form>
  );
}
