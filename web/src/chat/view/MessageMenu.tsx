import { useState } from 'react';
import type { Client } from '../client';
import type { ChatMessage } from '../state/state';
import { copy } from './copy';
import { QUICK_EMOJI } from './emoji';
import { EmojiPicker } from './EmojiPicker';
import { Icon } from './icons';
import { Popover } from './Popover';

interface Props {
  message: ChatMessage;
  isMine: boolean;
  canSend: boolean;
  client: Client;
  onAnswer: (message: ChatMessage) => void;
  onEdit: (message: ChatMessage) => void;
}

/** What can be done with a message. */
export function MessageMenu(props: Props) {
  return (
    <Popover className="message-menu" testId="message-menu" name="What to do with this message" label={<Icon name="more" />}>
      {close => <Choices {...props} close={close} />}
    </Popover>
  );
}

function Choices({ message, isMine, canSend, client, onAnswer, onEdit, close }: Props & { close: () => void }) {
  const [picks, setPicks] = useState(false);
  const react = (emoji: string): void => {
    close();
    void client.react(message, emoji);
  };
  const choice = (testId: string, words: string, act: () => void, isOpen = true) => (
    <button type="button" data-testid={testId} disabled={!isOpen} onClick={() => {
      close();
      act();
    }}>{words}</button>
  );
  if (picks) return <EmojiPicker onPick={react} onClose={close} />;
  return (
    <div className="choices card" data-testid="message-choices">
      <div className="quick">
        {QUICK_EMOJI.map(emoji => <button key={emoji} type="button" disabled={!canSend} aria-label={`React with ${emoji}`} onClick={() =>
            react(emoji)}>{emoji}</button>)}
        <button type="button" disabled={!canSend} aria-label="React with another emoji" onClick={() => setPicks(true)}>
          <Icon name="smile" />
        </button>
      </div>
      {message.file === undefined && choice('answer', 'Answer', () => onAnswer(message))}
      {message.file === undefined && choice('copy-text', 'Copy the text', () => copy(message.text))}
      {isMine && message.file === undefined && choice('edit', 'Change', () => onEdit(message), canSend)}
      {isMine && choice('take-back', 'Delete for everybody', () => void client.takeBack(message), canSend)}
    </div>
  );
}
