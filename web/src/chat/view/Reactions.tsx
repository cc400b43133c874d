import type { Client } from '../client';
import type { ChatMessage } from '../state/state';

/** Who gave which emoji, by name in the tip; a click gives it too, or takes it back. */
export function Reactions({ message, me, client }: { message: ChatMessage; me: string | null; client: Client }) {
  const given = Object.entries(message.reactions ?? {});
  if (given.length === 0) return null;
  return (
    <span className="reactions" data-testid="reactions">
      {given.map(([emoji, givers]) => (
        <button
          key={emoji} type="button" className="reaction" aria-pressed={me !== null && givers.includes(me)} title={givers.join(', ')}
          aria-label={`${emoji} by ${givers.join(', ')}`} onClick={() => void client.react(message, emoji)}
        >
          {emoji} {givers.length > 1 && givers.length}
        </button>
      ))}
    </span>
  );
}
