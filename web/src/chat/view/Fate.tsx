import { reachedNobody } from '../state/messages';
import { isRoom, titleOf } from '../state/conversation';
import type { ChatMessage } from '../state/state';
import { Icon, type IconName } from './icons';

export type FateKind = 'sending' | 'delivered' | 'read' | 'waiting' | 'unconfirmed' | 'failed';

/** How a message of this window fares; null: it is another one's, or of another window. */
export function fateOf(message: ChatMessage, isWaiting: boolean, isRead: boolean): FateKind | null {
  const { delivery } = message;
  if (delivery === undefined) return null;
  if (delivery.kind !== 'delivered') return delivery.kind;
  if (reachedNobody(delivery) && !isRoom(message.to)) return isWaiting ? 'waiting' : 'failed';
  return isRead ? 'read' : 'delivered';
}

const ICONS: Readonly<Record<FateKind, IconName>> =
    { sending: 'clock', delivered: 'tick', read: 'ticks', waiting: 'clock', unconfirmed: 'question', failed: 'cross' };

/** What goes well is a mark, for whoever sees; what does not is said. */
export function Fate({ kind, message }: { kind: FateKind; message: ChatMessage }) {
  const words = describe(kind, message);
  const isFine = kind === 'sending' || kind === 'delivered' || kind === 'read';
  return (
    <span className={`fate ${kind}`} data-testid="message-delivery" title={isFine ? words : undefined}>
      <Icon name={ICONS[kind]} />
      <span className={isFine ? 'unseen' : ''}>{words}</span>
    </span>
  );
}

function describe(kind: FateKind, { delivery, to }: ChatMessage): string {
  const name = `\u2068${titleOf(to)}\u2069`; // isolated: a right-to-left name does not turn the sentence around
  switch (kind) {
    case 'sending':
      return 'Sending …';
    case 'delivered':
      return delivery?.kind === 'delivered' ? `Delivered to ${delivery.connections}` : '';
    case 'read':
      return 'Read';
    case 'waiting':
      return `${name} is not connected: it goes again when they are back, while this page is open`;
    case 'unconfirmed':
      return 'Not confirmed: it may have arrived';
    case 'failed':
      return delivery?.kind === 'failed' ? `Not sent: ${delivery.reason}` : `Not delivered: ${name} is not connected`;
  }
}
