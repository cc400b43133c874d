import { useState, type FormEvent } from 'react';
import type { ServerChoice } from '../../shared/servers';
import { askUser, type Whereabouts } from '../ask/poll';
import { addressOf } from '../ask/useChosen';
import { plural } from '../model/format';
import { answers, type ServerView } from '../model/server';

interface Props {
  servers: readonly ServerChoice[];
  views: readonly ServerView[];
  operatorKey: string;
}

/** "Where is Anna?": any server that answers knows. */
export function FindUser({ servers, views, operatorKey }: Props) {
  const [name, setName] = useState('');
  const [found, setFound] = useState<Whereabouts | string | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  async function look(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '' || isAsking) return;
    const witness = servers.find(({ id }) => views.some(view => view.id === id && answers(view)));
    if (witness === undefined) {
      setFound('No server answers.');
      return;
    }
    setIsAsking(true);
    setFound(await askUser(witness, operatorKey, wanted));
    setIsAsking(false);
  }

  return (
    <div role="search" className="find">
      <form onSubmit={event => void look(event)}>
        <label htmlFor="find">Where is</label>
        <input id="find" data-testid="find" autoComplete="off" placeholder="a user’s name"
          value={name} onChange={event => setName(event.target.value)} />
        <button type="submit" data-testid="find-go" disabled={isAsking}>Find</button>
      </form>
      <p role="status" data-testid="found">{found !== null && (typeof found === 'string' ? found : <Places found={found} />)}</p>
    </div>
  );
}

function Places({ found }: { found: Whereabouts }) {
  return (
    <>
      <b className="name">{found.user}</b>:{' '}
      {found.servers.map(({ id, connections }, index) => (
        <span key={id}>{index > 0 && ', '}<a href={addressOf(id, found.user)}>{id}</a> ({plural(connections, 'connection')})</span>
      ))}
    </>
  );
}
