import { memo } from 'react';
import type { Client } from '../client';
import { isRoom, titleOf } from '../state/conversation';
import type { ChatMessage } from '../state/state';
import { Face } from './Face';
import { Fate, fateOf } from './Fate';
import { FilePreview } from './FilePreview';
import { Invitation } from './Invitation';
import { Markup } from './Markup';
import { MessageMenu } from './MessageMenu';
import { Reactions } from './Reactions';
import { Remedy } from './Remedy';
import { timeOfDay } from './times';

interface Props {
  message: ChatMessage;
  isFirst: boolean;
  isLast: boolean;
  me: string | null;
  canSend: boolean;
  /** The other one has read it. */
  isRead: boolean;
  /** Whether the user is in the room to which the message invites. */
  isInvitedIn: boolean;
  client: Client;
  onAnswer: (message: ChatMessage) => void;
  onEdit: (message: ChatMessage) => void;
}

/** One message, with how it fares if this window sent it. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { message, isFirst, isLast, me, canSend, client, isRead } = props;
  const { id, from, to, at, isEdited, isDeleted } = message;
  const isMine = from === me;
  const fate = isDeleted ? null : fateOf(message, client.isWaiting(message), isRead);
  const isBad = fate === 'failed' || fate === 'unconfirmed';
  const hasFace = isRoom(to) && !isMine;
  const classes = ['message', isMine && 'mine', isFirst && 'group-first', isLast && 'group-last', hasFace && 'with-face'];
  return (
    <li
      className={classes.filter(Boolean).join(' ')} data-testid="message" data-id={id} data-row="message" data-read={fate === 'read'}
      data-state={fate === 'read' ? 'delivered' : fate ?? 'received'}
    >
      {hasFace && isFirst && <Face name={from} />}
      <p className={isFirst && hasFace ? 'head' : 'unseen'}>
        <span className="name" dir="auto" data-testid="message-from">{from}</span>:{' '}
        <span className="unseen" data-testid="message-to">{titleOf(to)}</span>
      </p>
      <Body {...props} />
      <p className="foot">
        {isEdited && <span className="note">changed </span>}
        {(isLast || isBad || fate === 'waiting') && <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>}
        {fate !== null && <Fate kind={fate} message={message} />}
        {isBad && <Remedy message={message} canSend={canSend} client={client} />}
      </p>
      <Reactions message={message} me={me} client={client} />
      {!isDeleted && fate !== 'sending' && <MessageMenu {...props} isMine={isMine} />}
    </li>
  );
});

function Body({ message, me, canSend, client, isInvitedIn }: Props) {
  if (message.isDeleted) return <p className="text gone" data-testid="message-text">This message was deleted</p>;
  if (message.file !== undefined) return <FilePreview message={message} />;
  if (message.invitation !== undefined)
    return <Invitation room={message.invitation} isMine={message.from === me} isIn={isInvitedIn} canSend={canSend} client={client} />;
  return <div className="text" dir="auto" data-testid="message-text"><Markup text={message.text} /></div>;
}
