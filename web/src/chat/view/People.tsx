import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { search } from '../state/people';
import { keyMoves } from './keys';

const ROW_PX = 36;
const OVERSCAN = 12;

interface Props {
  people: readonly string[] | null;
  me: string;
  chosen: string | null;
  onChoose: (name: string) => void;
}

/** Everyone online. Only the rows in sight exist, so a hundred thousand are no more work than twenty. */
export const People = memo(function People({ people, me, chosen, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => search(people ?? [], wanted), [people, wanted]);
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualizer({ count: found.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: OVERSCAN });
  const at = Math.min(active, found.length - 1);
  useEffect(() => rows.scrollToOffset(0), [rows, wanted]); // what is found begins at the top

  function move(event: KeyboardEvent): void {
    const next = keyMoves(event.key, at, found.length, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX));
    if (next !== null) {
      event.preventDefault();
      setActive(next);
      rows.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && found[at] !== undefined) {
      event.preventDefault();
      onChoose(found[at]);
    }
  }

  return (
    <section className="people card" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>People <span className="count" data-testid="user-count">{people?.length ?? 0}</span></h2>
      <input
        type="search" data-testid="filter" dir="auto" placeholder="Find a name" aria-label="Find a name" autoComplete="off"
        value={typed} onChange={event => (setTyped(event.target.value), setActive(0))}
      />
      <div
        ref={scroller} className="rows" data-testid="users" role="listbox" tabIndex={0} aria-labelledby={`${id}heading`}
        aria-activedescendant={rows.getVirtualItems().some(({ index }) => index === at) ? `${id}${at}` : undefined} onKeyDown={move}
      >
        <div className="all" role="presentation" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const name = found[index]!;
            return (
              <div
                key={name} id={`${id}${index}`} className={`user ${name === me ? 'me' : ''} ${index === at ? 'active' : ''}`} style={{ transform: `translateY(${start}px)` }}
                role="option" aria-selected={name === chosen} aria-setsize={found.length} aria-posinset={index + 1}
                onClick={() => (setActive(index), onChoose(name))}
              >
                <span className="name" dir="auto" data-testid="user">{name}</span>
              </div>
            );
          })}
        </div>
      </div>
      <p className="note" data-testid="users-note">{note(people, found.length)}</p>
    </section>
  );
});

function note(people: readonly string[] | null, found: number): string {
  if (people === null) return 'Not known while not connected';
  if (found === 0) return people.length > 0 ? 'Nobody by that name' : 'Nobody here yet';
  return found < people.length ? `${found} of ${people.length}` : '';
}
