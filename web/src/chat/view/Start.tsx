import type { State } from '../state/state';
import type { Client } from '../client';
import { titleOf } from '../state/conversation';
import { keyIn } from '../effects/address';
import { ConnectForm } from './ConnectForm';

/** What this is, what is kept where, and the way in. */
export function Start({ state, client }: { state: State; client: Client }) {
  const invitedTo = keyIn(location.hash);
  return (
    <main className="start-page">
      <p className="lead">A chat on a mesh of servers that behave as one: whichever you choose, you reach everybody.</p>
      <p className="note">
        What is said is kept in this browser only, the servers store nothing. Names are not protected unless your servers ask you to sign
        in. See <a href="/mesh">the servers and their links</a>, or try it with many clients in <a href="/shell">one window</a>.
      </p>
      {invitedTo !== null && (
        <p className="lead" data-testid="invited-to">You are about to talk to <b className="name" dir="auto">{titleOf(invitedTo)}</b>.</p>
      )}
      <ConnectForm servers={state.servers} status={state.status} me={state.me} connect={client.connect} />
    </main>
  );
}
