import { useState, type KeyboardEvent } from 'react';
import { findEmoji } from './emoji';
import { isEnter } from './keys';

/** A field to look for a name, and what is found; by keys as in a grid. */
export function EmojiPicker({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const found = findEmoji(typed.trim());

  function onKeys(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return onClose();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0 && event.key !== 'ArrowDown') return;
    event.preventDefault();
    buttons[at < 0 ? 0 : Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  }

  return (
    <div className="picker card" role="dialog" aria-label="Emoji" data-testid="emoji-picker" onKeyDown={onKeys}>
      <input
        type="search" aria-label="Find an emoji" placeholder="Find an emoji" autoFocus value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          if (!isEnter(event) || found[0] === undefined) return;
          event.preventDefault();
          onPick(found[0].character);
        }}
      />
      <div className="emoji-grid">
        {found.map(({ character, names }) => (
          <button key={character} type="button" title={`:${names[0]}:`} aria-label={names[0]} onClick={() => onPick(character)}>
            {character}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="note">No emoji by that name</p>}
    </div>
  );
}
