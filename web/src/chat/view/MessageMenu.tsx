import { useState } from 'react';
import type { Client } from '../client';
import type { ChatMessage } from '../state/state';
import { copy } from './copy';
import { QUICK_EMOJI } from './emoji';
import { EmojiPicker } from './EmojiPicker';
import { Icon } from './icons';
import { Choice, Popover } from './Popover';

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
  const isText = message.file === undefined;
  const react = (emoji: string): void => {
    close();
    void client.react(message, emoji);
  };
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
      {isText && <Choice testId="answer" close={close} act={() => onAnswer(message)}>Answer</Choice>}
      {isText && <Choice testId="copy-text" close={close} act={() => copy(message.text)}>Copy the text</Choice>}
      {isMine && isText && <Choice testId="edit" close={close} isDisabled={!canSend} act={() => onEdit(message)}>Change</Choice>}
      {isMine && (
        <Choice testId="take-back" close={close} isDisabled={!canSend} act={() => void client.takeBack(message)}>
          Delete for everybody
        </Choice>
      )}
    </div>
  );
}
