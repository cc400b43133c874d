import type { Client } from '../client';
import { mayRetry, reachedNobody } from '../state/messages';
import type { ChatMessage } from '../state/state';
import { copy } from './copy';
import { useNow } from './useStore';

/** What a server would refuse again, however often it is asked. */
const LASTING = new Set(['too-large', 'bad-message', 'bad-name', 'bad-room', 'room-closed']);

/**
 * Under its id a message cannot come twice, for as long as servers know the id. Later it can only be written anew; but what reached nobody
 * goes again at any time.
 */
export function Remedy({ message, canSend, client }: { message: ChatMessage; canSend: boolean; client: Client }) {
  const now = useNow(true);
  const { delivery, text } = message;
  const button = { type: 'button', className: 'small', disabled: !canSend } as const;
  if (message.file !== undefined) return null;
  const isLasting = delivery?.kind === 'failed' && LASTING.has(delivery.code ?? '');
  if (!isLasting && (reachedNobody(delivery) || mayRetry(message, now)))
    return <button {...button} data-testid="retry" onClick={() => client.retry(message)}>Try again</button>;
  return <button type="button" className="small" data-testid="copy" onClick={() => copy(text)}>Copy, to write it anew</button>;
}
