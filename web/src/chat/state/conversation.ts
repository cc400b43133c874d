/**
 * The key of a conversation, by which threads are found: a person's is their name, a room's its name behind a control character, which no
 * name may have.
 */

export type ConversationKey = string;

const ROOM = '\u0001';

export const roomKey = (room: string): ConversationKey => ROOM + room;
export const isRoom = (key: ConversationKey): boolean => key.startsWith(ROOM);

/** What people call it: the name of the person, or of the room. */
export const titleOf = (key: ConversationKey): string => (isRoom(key) ? key.slice(ROOM.length) : key);

/** Whose conversation a message belongs to: the room's, the other one's, or one's own for what one sends oneself. */
export function keyOfMessage({ from, to }: { from: string; to: ConversationKey }, me: string | null): ConversationKey {
  return isRoom(to) || from === me ? to : from;
}
