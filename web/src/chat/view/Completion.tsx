import { useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { findEmoji, nameBegun, type Emoji } from './emoji';
import { isEnter } from './keys';

const MAX_SHOWN = 6;

/** The emoji that a name begun in the field may become. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>, text: string, setText: (text: string) => void) {
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const id = useId();
  const cursor = field.current?.selectionStart ?? text.length;
  const begun = nameBegun(text, cursor);
  const found = begun === null || begun === dismissed ? [] : findEmoji(begun, MAX_SHOWN);
  const active = Math.min(at, found.length - 1);

  function pick({ character }: Emoji): void {
    setText(`${text.slice(0, cursor - begun!.length - 1)}${character} ${text.slice(cursor)}`);
    setAt(0);
    field.current?.focus();
  }

  /** Whether the key was for the list. */
  function onKeys(event: KeyboardEvent): boolean {
    if (found.length === 0) return false;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) setAt((active + move + found.length) % found.length);
    else if ((event.key === 'Tab' && !event.shiftKey) || isEnter(event)) pick(found[active]!);
    else if (event.key === 'Escape') setDismissed(begun);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  const aria = found.length === 0 ? {} : { 'aria-controls': id, 'aria-activedescendant': `${id}${active}` };
  return { id, found, active, pick, onKeys, aria };
}

export function Completion({ id, found, active, pick }: Pick<ReturnType<typeof useCompletion>, 'id' | 'found' | 'active' | 'pick'>) {
  if (found.length === 0) return null;
  return (
    <ul id={id} className="completion card" role="listbox" aria-label="Emoji" data-testid="completion">
      {found.map((emoji, index) => (
        <li key={emoji.character} id={`${id}${index}`} role="option" aria-selected={index === active} onMouseDown={event => {
          event.preventDefault(); // the focus stays in the field
          pick(emoji);
        }}>{emoji.character} :{emoji.names[0]}:</li>
      ))}
    </ul>
  );
}
