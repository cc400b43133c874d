import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Client } from '../client';
import { titleOf, type ConversationKey } from '../state/conversation';
import { holds, search, wordsWanted } from '../state/search';
import type { State, Thread } from '../state/state';
import { byLastMessage } from '../state/threads';
import { FoundMessages } from './FoundMessages';
import { isFocusFree, mayTakeFocus } from './focus';
import { isEnter } from './keys';
import { NewGroup } from './NewGroup';
import { People } from './People';
import { Threads } from './Threads';
import { useActive } from './useActive';

interface Props extends Pick<State, 'people' | 'threads' | 'rooms' | 'drafts'> {
  me: string;
  muted: readonly string[];
  chosen: ConversationKey | null;
  client: Client;
}

/** The ids of fields that keys lead to. */
export const SEARCH_FIELD = 'search-field';

/** Conversations and people, and one search over both and over all that was said. */
export const Sidebar = memo(function Sidebar({ people, threads, rooms, drafts, me, muted, chosen, client }: Props) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => search(people ?? [], wanted), [people, wanted]);
  const sorted = useMemo(() => byLastMessage(threads, rooms), [threads, rooms]);
  const shown = useMemo(() => matching(sorted, wanted), [sorted, wanted]);
  const active = useActive(found, wanted);
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const isKnown = people !== null;

  useEffect(() => {
    if (isKnown && mayTakeFocus() && isFocusFree()) field.current?.focus();
  }, [isKnown]);
  useEffect(() => look(''), [chosen]); // whoever was chosen elsewhere, nobody is looked for any more

  function look(name: string): void {
    setTyped(name);
    client.store.dispatch({ type: 'searching', isSearching: name !== '' });
  }

  /** Found: the search is over. */
  const choose = useCallback((key: ConversationKey): void => {
    look('');
    active.setName(key);
    client.choose(key);
  }, [client, active.setName]);

  function onKeys(event: KeyboardEvent): void {
    if (isEnter(event)) {
      event.preventDefault(); // it would break the line in the field that has the focus next
      const first = typed === wanted ? active.name : search(people ?? [], typed)[0];
      const other = first ?? matching(sorted, typed)[0]?.key;
      if (other !== undefined && typed.trim() !== '') choose(other);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      scroller.current?.focus();
    } else if (event.key === 'Escape') look('');
  }

  return (
    <div className="side card">
      <input
        ref={field} id={SEARCH_FIELD} type="search" data-testid="filter" dir="auto" placeholder="Find people, groups, words"
        aria-label="Find people, groups, words" autoComplete="off" enterKeyHint="search"
        value={typed} onChange={event => look(event.target.value)} onKeyDown={onKeys}
      />
      {people !== null && typed === '' && <NewGroup client={client} />}
      <Threads threads={shown} chosen={chosen} me={me} people={people} rooms={rooms} drafts={drafts} muted={muted} onChoose={choose} />
      <People people={people} found={found} wanted={wanted} active={active} me={me} chosen={chosen} scroller={scroller} onChoose={choose} />
      <FoundMessages typed={wanted} me={me} client={client} onChoose={choose} />
    </div>
  );
});

function matching(threads: readonly Thread[], typed: string): readonly Thread[] {
  const wanted = wordsWanted(typed);
  return wanted.length === 0 ? threads : threads.filter(({ key }) => holds(titleOf(key), wanted));
}
