import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, type KeyboardEvent, type RefObject } from 'react';
import { Face } from './Face';
import { keyMoves } from './keys';
import type { useActive } from './useActive';

const ROW_PX = 44;
const OVERSCAN = 10;

interface Props {
  people: readonly string[] | null;
  found: readonly string[];
  /** What is looked for. */
  wanted: string;
  active: ReturnType<typeof useActive>;
  me: string;
  chosen: string | null;
  scroller: RefObject<HTMLDivElement | null>;
  onChoose: (name: string) => void;
}

/** Everyone online. Only the rows in sight exist, so a hundred thousand are no more work than twenty. */
export const People = memo(function People({ people, found, wanted, active, me, chosen, scroller, onChoose }: Props) {
  const id = useId();
  const rows = useVirtualizer({ count: found.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX,
      overscan: OVERSCAN });
  useEffect(() => {
    if (found.length > 0) rows.scrollToIndex(active.index); // of what is found the first, of everybody the one that was found
  }, [rows, wanted]);

  const isDrawn = rows.getVirtualItems().some(({ index }) => found[index] === active.name);

  function move(event: KeyboardEvent): void {
    const next = keyMoves(event.key, active.index, found.length, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX));
    if (next !== null) {
      event.preventDefault();
      active.setName(found[next]!);
      rows.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && active.name !== undefined) {
      event.preventDefault();
      onChoose(active.name);
    }
  }

  return (
    <section className="people" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>People <span className="count" data-testid="user-count">{people?.length ?? 0}</span></h2>
      <p className="note" data-testid="users-note">{note(people, found.length)}</p>
      <div
        ref={scroller} className="rows" data-testid="users" role="listbox" tabIndex={0} aria-labelledby={`${id}heading`}
        aria-activedescendant={isDrawn ? `${id}${active.index}` : undefined}
        onKeyDown={move}
      >
        <div className="all" role="presentation" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const name = found[index]!;
            return (
              <div
                key={name} id={`${id}${index}`} className={`user ${name === me ? 'me' : ''} ${name === active.name ? 'active' : ''}`}
                style={{ transform: `translateY(${start}px)` }}
                role="option" aria-selected={name === chosen} aria-setsize={found.length} aria-posinset={index + 1}
                onClick={() => onChoose(name)}
              >
                <Face name={name} />
                <span className="name" dir="auto" data-testid="user">{name}</span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
});

function note(people: readonly string[] | null, found: number): string {
  if (people === null) return 'Not known while not connected';
  if (found === 0) return people.length > 0 ? 'Nobody online by that name' : 'Nobody here yet';
  return found < people.length ? `${found.toLocaleString('en')} of ${people.length.toLocaleString('en')}` : '';
}
