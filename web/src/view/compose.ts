/** Who the next message goes to, and the field it is written in. */

import type { State } from '../state';
import { byId, setText } from './elements';

const NOBODY = 'nobody yet: choose from the list';

export function createComposeView(send: (text: string) => void): (state: State) => void {
  const form = byId('send-form', HTMLFormElement);
  const text = byId('text', HTMLTextAreaElement);
  const button = byId('send', HTMLButtonElement);
  const recipient = byId('recipient', HTMLOutputElement);
  const note = byId('recipient-note', HTMLElement);
  let chosen: string | null = null;

  text.addEventListener('keydown', event => {
    // While an input method composes a character, Enter accepts it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (button.disabled || text.value.trim() === '') return;
    send(text.value);
    text.value = '';
    text.focus();
  });

  return state => {
    const name = state.recipient?.name ?? null;
    button.disabled = state.status.kind !== 'connected' || name === null;
    setText(recipient, name ?? NOBODY);
    recipient.classList.toggle('nobody', name === null);
    recipient.dataset.presence = state.status.kind === 'connected' ? (state.recipient?.presence ?? 'none') : 'unknown';
    setText(note, describe(state));
    if (name !== chosen && name !== null) text.focus();
    chosen = name;
  };
}

function describe({ status, recipient }: State): string {
  if (status.kind !== 'connected' || recipient === null || recipient.presence === 'here') return '';
  return recipient.presence === 'left' ? 'has left; stays chosen until they are back' : 'is back';
}
