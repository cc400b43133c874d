import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { search } from '../state/people';
import { isFocusFree, mayTakeFocus } from './focus';
import { keyMoves } from './keys';
import { useActive } from './useActive';

const ROW_PX = 36;
const OVERSCAN = 12;

interface Props {
  people: readonly string[] | null;
  me: string;
  chosen: string | null;
  onChoose: (name: string) => void;
  onSearch: (isSearching: boolean) => void;
}

/** Everyone online. Only the rows in sight exist, so a hundred thousand are no more work than twenty. */
export const People = memo(function People({ people, me, chosen, onChoose, onSearch }: Props) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => search(people ?? [], wanted), [people, wanted]);
  const active = useActive(found, wanted);
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualizer({ count: found.length, getScrollElement: () => scroller.current, estimateSize: () =>
      ROW_PX, overscan: OVERSCAN });
  const isKnown = people !== null;
  useEffect(() => {
    if (found.length > 0) rows.scrollToIndex(active.index); // of what is found the first, of everybody the one that was found
  }, [rows, wanted]);
  useEffect(() => {
    if (isKnown && mayTakeFocus() && isFocusFree()) field.current?.focus();
  }, [isKnown]);

  useEffect(() => look(''), [chosen]); // whoever was chosen elsewhere, nobody is looked for any more

  function look(name: string): void {
    setTyped(name);
    onSearch(name !== '');
  }

  /** Found: the search is over. */
  function choose(name: string): void {
    look('');
    active.setName(name);
    onChoose(name);
  }

  function enterList(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault(); // it would break the line in the field that has the focus next
      const first = typed === wanted ? active.name : search(people ?? [], typed)[0];
      if (first !== undefined && typed.trim() !== '') choose(first);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      scroller.current?.focus();
    } else if (event.key === 'Escape') look('');
  }

  function move(event: KeyboardEvent): void {
    const next = keyMoves(event.key, active.index, found.length, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX));
    if (next !== null) {
      event.preventDefault();
      active.setName(found[next]!);
      rows.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && active.name !== undefined) {
      event.preventDefault();
      choose(active.name);
    }
  }

  return (
    <section className="people card" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>People <span className="count" data-testid="user-count">{people?.length ?? 0}</span></h2>
      <input
        ref={field} type="search" data-testid="filter" dir="auto" placeholder="Find a name" aria-label="Find a name" autoComplete="off"
        value={typed} onChange={event => look(event.target.value)} onKeyDown={enterList}
      />
      <div
        ref={scroller} className="rows" data-testid="users" role="listbox" tabIndex={0} aria-labelledby={`${id}heading`}
        aria-activedescendant={rows.getVirtualItems().some(({ index }) => found[index] === active.name) ? `${id}${active.index}`
            : undefined} onKeyDown={move}
      >
        <div className="all" role="presentation" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const name = found[index]!;
            return (
              <div
                key={name} id={`${id}${index}`} className={`user ${name === me ? 'me' : ''} ${name === active.name ? 'active' : ''}`}
                style={{ transform: `translateY(${start}px)` }}
                role="option" aria-selected={name === chosen} aria-setsize={found.length} aria-posinset={index + 1}
                onClick={() => choose(name)}
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
