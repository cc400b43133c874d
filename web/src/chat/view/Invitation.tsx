import { useState } from 'react';
import type { Client } from '../client';
import { roomKey } from '../state/conversation';

interface Props {
  room: string;
  isMine: boolean;
  isIn: boolean;
  canSend: boolean;
  client: Client;
}

/** Somebody asks into a group: a click joins it, or opens it for who is in it. */
export function Invitation({ room, isMine, isIn, canSend, client }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const go = async (): Promise<void> => (isIn ? client.choose(roomKey(room)) : setProblem(await client.joinRoom(room)));
  return (
    <div className="invitation" data-testid="invitation">
      <p>{isMine ? 'You invited them to' : 'Invites you to'} the group <b className="name" dir="auto">{room}</b></p>
      <button type="button" className="small" data-testid="join-invited" disabled={!canSend && !isIn} onClick={() => void go()}>
        {isIn ? 'Open it' : 'Join'}
      </button>
      {problem !== null && <p className="error" role="alert">{problem}</p>}
    </div>
  );
}
