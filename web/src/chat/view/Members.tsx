import { useState, type FormEvent } from 'react';
import type { Client } from '../client';
import { checkName } from '../../shared/names';
import type { State } from '../state/state';
import { Face } from './Face';
import { Popover } from './Popover';

/** Who is in a group, and how to ask others in. */
export function Members({ state, client, room }: { state: State; client: Client; room: string }) {
  const members = state.rooms.get(room)?.members ?? null;
  if (members === null) return null;
  return (
    <Popover className="members" testId="members" label={members.length === 1 ? '1 member' : `${members.length} members`}>
      {close => (
        <div className="choices card" data-testid="member-list">
          <ul>
            {members.map(name => (
              <li key={name}>
                <button type="button" className="member" disabled={name === state.me} onClick={() => {
                  close();
                  client.choose(name);
                }}>
                  <Face name={name} /><span className="name" dir="auto">{name}</span>
                  {name === state.me && <span className="note"> you</span>}
                </button>
              </li>
            ))}
          </ul>
          <Invite people={state.people ?? []} members={members} onInvite={person => client.invite(person, room)} />
        </div>
      )}
    </Popover>
  );
}

interface InviteProps {
  people: readonly string[];
  members: readonly string[];
  onInvite: (person: string) => Promise<string | null>;
}

/** Names that the browser offers; more would slow it down. */
const MAX_OFFERED = 200;

function Invite({ people, members, onInvite }: InviteProps) {
  const [name, setName] = useState('');
  const [words, setWords] = useState('');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const check = checkName(name);
    if (!check.ok) return setWords(check.problem);
    const problem = await onInvite(check.name);
    setWords(problem ?? `${check.name} was invited.`);
    if (problem === null) setName('');
  }

  return (
    <form className="invite-form" onSubmit={event => void submit(event)}>
      <input
        aria-label="Invite somebody" placeholder="Invite somebody" dir="auto" list="who-may-be-invited" data-testid="invite-name"
        value={name} onChange={event => setName(event.target.value)}
      />
      <datalist id="who-may-be-invited">
        {people.filter(person => !members.includes(person)).slice(0, MAX_OFFERED).map(person => <option key={person} value={person} />)}
      </datalist>
      <button type="submit" className="small" data-testid="invite">Invite</button>
      <p className="note" role="status">{words}</p>
    </form>
  );
}
