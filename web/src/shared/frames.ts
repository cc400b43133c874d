/** What the shell and the chat pages in its frames say to each other. */

/** The shell to a frame, of rooms. To be in one holds until the frame is told to leave; it joins anew on each connection. */
export type RoomOrder =
  | { order: 'join' | 'leave'; room: string }
  | { order: 'say in'; room: string; text: string };

/** The shell to a frame. `server` is an id, or "any". */
export type Order =
  | RoomOrder
  | { order: 'connect'; name: string; server: string }
  | { order: 'disconnect' }
  | { order: 'say'; to: string; text: string };

/** A frame to the shell. */
export type Report =
  | { report: 'ready' }
  | { report: 'status'; kind: 'offline' | 'connecting' | 'connected' | 'reconnecting' | 'refused'; server: string }
  | { report: 'sent'; id: string; to: string }
  | { report: 'delivered'; id: string; connections: number }
  | { report: 'failed'; id: string; reason: string }
  /** Each time that a message comes, also when it is a copy. */
  | { report: 'arrived'; id: string; from: string; to: string }
  | { report: 'room'; room: string; state: 'in' | 'out' | 'refused'; reason?: string }
  /** To a room; `delivered` and `failed` follow as for a person. `delivered` counts connections of others there. */
  | { report: 'said'; id: string; room: string }
  /** Each time that a message to a room comes, the sender's own copy too. */
  | { report: 'heard'; id: string; from: string; room: string };

const has = (value: unknown, field: string): boolean => typeof value === 'object' && value !== null && field in value;

export const isOrder = (value: unknown): value is Order => has(value, 'order');
export const isReport = (value: unknown): value is Report => has(value, 'report');
