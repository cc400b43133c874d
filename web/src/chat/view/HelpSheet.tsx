import { useEffect, useRef } from 'react';
import { Icon, type IconName } from './icons';

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl+K', 'find people, groups and words'],
  ['Alt+↑, Alt+↓', 'the conversation above or below'],
  ['Enter', 'send; with Shift break the line (on touch screens Enter breaks it)'],
  ['↑ in an empty field', 'change what you said last'],
  ['Esc', 'leave off: an answer, a change, a menu; else to the newest message'],
  [':name:', 'an emoji; Tab completes it'],
  ['?', 'this sheet'],
];

const MARKS: readonly (readonly [IconName, string])[] = [
  ['clock', 'on its way, or waiting for somebody to be back'],
  ['tick', 'delivered to a window of theirs'],
  ['ticks', 'read'],
  ['question', 'not confirmed: it may have arrived'],
  ['cross', 'not sent, or not delivered'],
];

const TEXT = ['**bold**', '*italic*', '~~struck~~', '`code`', '```lines of code```', '> a quote'];

/** What keys do, what the marks mean, what a text may hold. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => sheet.current?.showModal?.(), []);
  return (
    <dialog ref={sheet} className="help card" aria-labelledby="help-heading" data-testid="help-sheet" onClose={onClose}>
      <h2 id="help-heading">Keys and marks</h2>
      <dl>
        {KEYS.map(([keys, what]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div>)}
        {MARKS.map(([icon, what]) => <div key={icon}><dt><Icon name={icon} /></dt><dd>{what}</dd></div>)}
        <div><dt>In a text</dt><dd>{TEXT.map(example => <code key={example}>{example}</code>)}</dd></div>
      </dl>
      <button type="button" className="primary" autoFocus onClick={() => sheet.current?.close?.()}>Close</button>
    </dialog>
  );
}
