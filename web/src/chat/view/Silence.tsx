import { hashOf } from '../effects/address';
import { isRoom } from '../state/conversation';
import type { State } from '../state/state';
import { copy } from './copy';

const NOTHING_IN_ROOM = 'Nobody has said anything yet. Invite somebody, or send them a link.';

/** What there is to do where nothing is said yet. */
export function Silence({ state: { recipient, people, me } }: { state: State }) {
  if (recipient !== null)
    return <p className="empty">{isRoom(recipient.key) ? NOTHING_IN_ROOM : 'Nothing said yet.'}</p>;
  const isAlone = people !== null && people.every(name => name === me);
  return (
    <div className="empty">
      <p>{isAlone ? 'Nobody else is here yet.' : 'Choose somebody from the list.'}</p>
      {isAlone && me !== null && <InviteLink me={me} />}
    </div>
  );
}

/** Whoever opens it, gives a name, and has the conversation before them. */
function InviteLink({ me }: { me: string }) {
  const link = `${location.origin}/${hashOf(me)}`;
  return (
    <p className="invite">
      Send this link to whom you want to talk to:<br />
      <code data-testid="invite-link">{link}</code>{' '}
      <button type="button" className="small" onClick={() => copy(link)}>Copy</button>
    </p>
  );
}
