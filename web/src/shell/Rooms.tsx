import { useState, type FormEvent } from 'react';
import { checkName } from '../shared/names';
import type { Books } from './books';
import type { RoomState, ShellClient } from './useClients';

interface Props {
  rooms: readonly string[];
  clients: readonly ShellClient[];
  books: Books;
  onAdd: (room: string) => void;
  onRemove: (room: string) => void;
  onSet: (room: string, keys: readonly number[], isIn: boolean) => void;
}

/** Counts that should be 0. */
const BAD: Readonly<Record<string, string>> = { missing: 'warn', failed: 'warn', doubled: 'bad' };
const WORDS: Readonly<Record<RoomState, string>> = { in: 'in', waiting: 'joining', refused: 'refused' };

/** Rooms of the chat protocol: who of the clients is in which, and whether all there got what was said. */
export function Rooms({ rooms, clients, books, onAdd, onRemove, onSet }: Props) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  function add(event: FormEvent): void {
    event.preventDefault();
    const check = checkName(name);
    setProblem(check.ok ? null : check.problem);
    if (!check.ok) return;
    onAdd(check.name);
    setName('');
  }

  return (
    <section className="rooms card" aria-labelledby="rooms-heading">
      <div className="row">
        <h2 id="rooms-heading">Rooms</h2>
        <form className="buttons" onSubmit={add}>
          <input aria-label="Name of a room" placeholder="Name of a room" data-testid="room-name" dir="auto" value={name}
            aria-invalid={problem !== null} onChange={event => setName(event.target.value)} />
          <button type="submit" className="small" data-testid="add-room">Add</button>
        </form>
      </div>
      {problem !== null && <p className="error" role="alert">{problem}</p>}
      {rooms.length === 0 ? <p className="note">In a room what one says all others get. A script line: Anna &gt; #tea: text.</p> : (
        <ul>
          {rooms.map(room => (
            <li key={room} data-testid="room" data-room={room}>
              <div className="buttons">
                <h3 className="name" dir="auto">#{room}</h3>
                {clients.map(client => <Seat key={client.key} client={client} room={room} onSet={onSet} />)}
                <button type="button" className="small" data-testid="all-in" onClick={() =>
                    onSet(room, clients.map(({ key }) => key), true)}>All in<span className="unseen"> {room}</span></button>
                <button type="button" className="small" data-testid="remove-room" aria-label={`Remove ${room}`} onClick={() =>
                    onRemove(room)}>✕</button>
              </div>
              <Line books={books} room={room} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A client in a room, or not. */
function Seat({ client: { key, as: name, rooms, status }, room, onSet }: { client: ShellClient; room: string; onSet: Props['onSet'] }) {
  const state = rooms.get(room);
  const words = state === undefined ? '' : state === 'waiting' && !status.startsWith('connected') ? 'not connected' : WORDS[state];
  return (
    <button type="button" className={`small seat ${state ?? ''}`} data-testid="seat" data-name={name} data-state={state ?? 'out'}
      aria-pressed={state !== undefined} onClick={() => onSet(room, [key], state === undefined)}>
      <span className="name" dir="auto">{name}</span> {words}
    </button>
  );
}

function Line({ books, room }: { books: Books; room: string }) {
  const { sent, promised, arrived, missing, failed, doubled } = books.roomLine(room);
  const parts = [['sent', sent], ['delivered', promised], ['arrived', arrived], ['missing', missing], ['failed', failed],
    ['doubled', doubled]] as const;
  const look = (of: string, count: number): string => (count === 0 || !(of in BAD) ? '' : BAD[of]!);
  return (
    <dl className="room-line">
      {parts.map(([of, count]) => (
        <div key={of}>
          <dt>{of}</dt>
          <dd data-of={of} className={look(of, count)}>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
