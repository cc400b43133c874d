import { isRoom } from '../state/conversation';
import type { State } from '../state/state';
import { useNow } from './useStore';

/** Who is writing in the open conversation, in words; null: nobody, or it is not wanted. */
export function useTypist({ recipient, typing, settings }: State): string | null {
  const writes = recipient === null ? undefined : typing.get(recipient.key);
  const now = useNow(writes !== undefined && writes.until > Date.now());
  if (writes === undefined || !settings.tellsReading || writes.until <= now) return null;
  return isRoom(recipient!.key) ? `\u2068${writes.name}\u2069 is writing …` : 'is writing …';
}
