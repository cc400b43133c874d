import { memo } from 'react';
import type { Client } from '../client';
import { mayRetry, reachedNobody } from '../state/messages';
import type { ChatMessage, Delivery } from '../state/state';
import { LinkedText } from './LinkedText';
import { copy } from './copy';
import { timeOfDay } from './times';
import { useNow } from './useStore';

interface Props {
  message: ChatMessage;
  isMine: boolean;
  canSend: boolean;
  client: Client;
}

/** One message, with how it fares if this window sent it. */
export const MessageRow = memo(function MessageRow({ message, isMine, canSend, client }: Props) {
  const { id, from, to, text, at, delivery } = message;
  const hasFailed = delivery?.kind === 'failed' || reachedNobody(delivery);
  return (
    <li className={isMine ? 'message mine' : 'message'} data-testid="message" data-id={id} data-state={hasFailed ? 'failed'
        : delivery?.kind ?? 'received'}>
      <p className="head">
        <span className="name" dir="auto" data-testid="message-from">{from}</span>
        <span className="unseen"> to <span data-testid="message-to">{to}</span></span>{' '}
        <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
      </p>
      <p className="text" dir="auto" data-testid="message-text"><LinkedText text={text} /></p>
      {delivery !== undefined && <p className="delivery" data-testid="message-delivery">{describe(delivery, to)}</p>}
      {hasFailed && <Remedy message={message} canSend={canSend} client={client} />}
    </li>
  );
});

/**
 * Under its id a message cannot come twice,
     for as long as servers know the id. Later it can only be written anew; but what reached nobody goes
 * again at any time.
 */
function Remedy({ message, canSend, client }: Omit<Props, 'isMine'>) {
  const now = useNow(true);
  const button = { type: 'button', className: 'small', disabled: !canSend } as const;
  if (reachedNobody(message.delivery)) return <button {...button} data-testid="send-anew" onClick={() =>
      client.sendAnew(message)}>Send again</button>;
  if (mayRetry(message, now)) return <button {...button} data-testid="retry" onClick={() => client.retry(message)}>Try again</button>;
  return <button type="button" className="small" data-testid="copy" onClick={() => copy(message.text)}>Copy, to write it anew</button>;
}

function describe(delivery: Delivery, to: string): string {
  switch (delivery.kind) {
    case 'sending':
      return 'Sending …';
    case 'failed':
      return `Failed: ${delivery.reason}`;
    case 'delivered':
      if (reachedNobody(delivery)) return `Not delivered: \u2068${to}\u2069 is not connected`;
      return `Delivered to ${delivery.connections}`;
  }
}
