import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Client } from '../client';
import { isFrame } from '../frame';
import { canSend, type State } from '../state/state';
import { isFocusFree, mayTakeFocus } from './focus';

/** What was begun to be written, by whom to whom, while another thread is open. */
const drafts = new Map<string, string>();

export function Composer({ state, client }: { state: State; client: Client }) {
  const { name: peer, isOwnChoice } = state.recipient!;
  const key = `${state.me}\n${peer}`;
  const [text, setText] = useState(drafts.get(key) ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isReady = canSend(state.status);

  useEffect(() => {
    if (mayTakeFocus() && (isOwnChoice || isFocusFree())) field.current?.focus();
  }, []); // when the thread is opened, not later
  useEffect(() => {
    if (text === '') drafts.delete(key);
    else drafts.set(key, text);
    client.store.dispatch({ type: 'typing', isTyping: text !== '' });
  }, [client, key, text]);

  useEffect(() => () => client.store.dispatch({ type: 'typing', isTyping: false }), [client]);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!isReady || text.trim() === '') return;
    if (client.send(text)) setText('');
    if (!isFrame) field.current?.focus();
  }

  function sendOnEnter(event: KeyboardEvent): void {
    // While an input method composes a character, Enter accepts it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form ref={form} className="composer" aria-label="Send a message" onSubmit={send}>
      <textarea
        ref={field} rows={2} data-testid="text" dir="auto" aria-label={`Message to ${peer}`} placeholder="Write a message; Enter sends it"
        value={text} onChange={event => setText(event.target.value)} onKeyDown={sendOnEnter}
      />
      <button type="submit" className="primary" data-testid="send" disabled={!isReady}>Send</button>
    </form>
  );
}
