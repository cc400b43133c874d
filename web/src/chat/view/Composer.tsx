import { useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent, type FormEvent, type KeyboardEvent } from 'react';
import type { Client } from '../client';
import { isFrame } from '../frame';
import { isRoom, titleOf } from '../state/conversation';
import { canSend, type ChatMessage, type State } from '../state/state';
import { quoteOf } from './answer';
import { Attachments } from './Attachments';
import { Completion, useCompletion } from './Completion';
import { withEmoji } from './emoji';
import { EmojiPicker } from './EmojiPicker';
import { hasKeyboard, isFocusFree, mayTakeFocus } from './focus';
import { Icon } from './icons';
import { isEnter } from './keys';
import { Popover } from './Popover';

/** What a message may have by the servers' default, in UTF-16 units. */
export const MAX_TEXT = 4_096;

/** What is being done to a message of the thread. */
export type Task = { is: 'answer' | 'edit'; message: ChatMessage } | null;

interface Props {
  state: State;
  client: Client;
  task: Task;
  onTask: (task: Task) => void;
  onEditLast: () => void;
  onEscape: () => void;
}

export function Composer({ state, client, task, onTask, onEditLast, onEscape }: Props) {
  const { key: to, isOwnChoice, presence } = state.recipient!;
  const title = titleOf(to);
  const draft = state.drafts.get(to) ?? '';
  const [changed, setChanged] = useState(''); // the text of the message that is being changed
  const [problem, setProblem] = useState<string | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isEdit = task?.is === 'edit';
  const text = isEdit ? changed : draft;
  const isReady = canSend(state.status) && !(isRoom(to) && presence === 'left');
  const setText = (next: string): void => {
    setProblem(null);
    if (isEdit) setChanged(next);
    else client.store.dispatch({ type: 'draft', key: to, text: next });
  };
  const completion = useCompletion(field, text, setText);

  useEffect(() => {
    if (mayTakeFocus() && (isOwnChoice || isFocusFree())) field.current?.focus();
  }, []); // when the thread is opened, not later
  useEffect(() => {
    if (task === null) return;
    if (task.is === 'edit') setChanged(task.message.text);
    field.current?.focus();
  }, [task]);
  useLayoutEffect(() => grow(field.current!), [text]);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    const said = withEmoji(text);
    const whole = task?.is === 'answer' ? quoteOf(task.message) + said : said;
    if (whole.length > MAX_TEXT) return setProblem(tooLong(whole.length));
    if (isEdit) return edit(said);
    if (said.trim() !== '') {
      if (!client.send(whole)) return;
      setText('');
      onTask(null);
    }
    await sendFiles();
    if (!isFrame) field.current?.focus();
  }

  /** What was not taken stays to be sent. */
  async function sendFiles(): Promise<void> {
    for (const file of files) {
      const failed = await client.sendFile(to, file);
      if (failed !== null) return setProblem(failed);
      setFiles(left => left.filter(other => other !== file));
    }
  }

  async function edit(said: string): Promise<void> {
    const failed = said.trim() === '' ? 'Nothing is left of it: delete the message instead.' : await client.edit(task!.message, said);
    setProblem(failed);
    if (failed === null) onTask(null);
  }

  function onKeys(event: KeyboardEvent): void {
    if (completion.onKeys(event)) return;
    if (isEnter(event) && !event.shiftKey && hasKeyboard()) {
      event.preventDefault();
      form.current?.requestSubmit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (task !== null) onTask(null);
      else onEscape();
    } else if (event.key === 'ArrowUp' && text === '' && task === null && !event.altKey) {
      event.preventDefault();
      onEditLast();
    }
  }

  function takeFiles(given: FileList | null): boolean {
    if (given === null || given.length === 0) return false;
    setFiles([...files, ...given]);
    field.current?.focus();
    return true;
  }

  const insert = (emoji: string): void => {
    const at = field.current?.selectionStart ?? text.length;
    setText(text.slice(0, at) + emoji + text.slice(at));
    field.current?.focus();
  };

  return (
    <form
      ref={form} className="composer" aria-label="Send a message" onSubmit={event => void send(event)}
      onDragOver={event => event.preventDefault()} onDrop={event => takeFiles(event.dataTransfer.files) && event.preventDefault()}
    >
      {task !== null && (
        <p className="task" data-testid="task">
          {isEdit ? 'Changing your message'
            : <>Answering <bdi>{task.message.from}</bdi>: <span className="last" dir="auto">{task.message.text}</span></>}
          <button type="button" className="plain" aria-label="Do not" onClick={() => onTask(null)}><Icon name="cross" /></button>
        </p>
      )}
      <Attachments files={files} onRemove={file => setFiles(files.filter(other => other !== file))} />
      <Completion {...completion} />
      <div className="writing">
        <Popover className="emoji" testId="emoji" name="Emoji" label={<Icon name="smile" />}>
          {close => <EmojiPicker onClose={close} onPick={emoji => {
            close();
            insert(emoji);
          }} />}
        </Popover>
        {!isFrame && (
          <label className="attach" title="Send a picture or a small file">
            <Icon name="clip" /><span className="unseen">Send a picture or a small file</span>
            <input type="file" multiple className="unseen" data-testid="attach" onChange={event => {
              takeFiles(event.target.files);
              event.target.value = '';
            }} />
          </label>
        )}
        <textarea
          ref={field} rows={1} data-testid="text" dir="auto" aria-label={`Message to ${title}`} placeholder={`Message to ${title}`}
          enterKeyHint={hasKeyboard() ? 'send' : 'enter'} aria-describedby={problem === null ? undefined : 'composer-problem'}
          value={text} onChange={event => setText(event.target.value)} onKeyDown={onKeys}
          onPaste={(event: ClipboardEvent) => takeFiles(event.clipboardData.files) && event.preventDefault()}
          {...completion.aria}
        />
        <button type="submit" className="primary" data-testid="send" disabled={!isReady}>{isEdit ? 'Save' : 'Send'}</button>
      </div>
      {problem !== null && <p id="composer-problem" className="error" role="alert" data-testid="composer-problem">{problem}</p>}
    </form>
  );
}

const tooLong = (length: number): string =>
    `Too long: ${length.toLocaleString('en')} characters, ${MAX_TEXT.toLocaleString('en')} at most.`;

/** As high as its text, up to what the style allows. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
