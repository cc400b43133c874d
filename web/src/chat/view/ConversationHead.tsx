import type { Client } from '../client';
import { isRoom, titleOf, type ConversationKey } from '../state/conversation';
import { withMuted } from '../state/settings';
import type { State } from '../state/state';
import { hashOf } from '../effects/address';
import { copy } from './copy';
import { DeleteHistory } from './DeleteHistory';
import { Face } from './Face';
import { Icon } from './icons';
import { Members } from './Members';
import { Choice, Popover } from './Popover';
import { useTypist } from './useTypist';

interface Props {
  state: State;
  client: Client;
  onLeave: () => void;
}

/** With whom, how it stands with them, and what can be done with the conversation. */
export function ConversationHead({ state, client, onLeave }: Props) {
  const { recipient, settings } = state;
  const key = recipient?.key;
  return (
    <div className="with">
      <button type="button" className="plain back" aria-label="Back to the list" data-testid="back" onClick={onLeave}>
        <Icon name="back" />
      </button>
      {key !== undefined && <Face name={titleOf(key)} isRoom={isRoom(key)} />}
      <h2 id="conversation-heading" className="name" dir="auto" data-testid="recipient">{key === undefined ? 'Messages' : titleOf(key)}</h2>
      {key !== undefined && settings.muted.includes(key) && (
        <span title="Muted"><Icon name="muted" /><span className="unseen">muted</span></span>
      )}
      <Note state={state} />
      {key !== undefined && isRoom(key) && <Members state={state} client={client} room={titleOf(key)} />}
      {key !== undefined && <Choices state={state} client={client} of={key} onLeave={onLeave} />}
    </div>
  );
}

function Note({ state }: { state: State }) {
  const { recipient, status, rooms } = state;
  const typist = useTypist(state);
  const isClosed = recipient !== null && isRoom(recipient.key) && rooms.get(titleOf(recipient.key))?.isClosed === true;
  const words = isClosed ? 'was closed by an operator' : typist ?? (status.kind === 'connected' ? presence(recipient) : '');
  return <span className={`note ${recipient?.presence ?? ''}`} role="status" data-testid="recipient-note">{words}</span>;
}

function presence(recipient: State['recipient']): string {
  if (recipient === null || recipient.presence === 'here') return '';
  if (isRoom(recipient.key)) return recipient.presence === 'left' ? 'you are not in this group' : '';
  return recipient.presence === 'left' ? 'has left; stays chosen until they are back' : 'is back';
}

function Choices({ state, client, of, onLeave }: Props & { of: ConversationKey }) {
  const { settings, rooms } = state;
  const isMuted = settings.muted.includes(of);
  const set = (muted: boolean): void => client.store.dispatch({ type: 'settings', settings: withMuted(settings, of, muted) });
  return (
    <Popover className="conversation-menu" testId="conversation-menu" name="This conversation" label={<Icon name="more" />}>
      {close => (
        <div className="choices card">
          <Choice testId="mute" close={close} act={() => set(!isMuted)}>{isMuted ? 'Let it be heard again' : 'Mute'}</Choice>
          <Choice testId="copy-link" close={close} act={() => copy(`${location.origin}/${hashOf(of)}`)}>Copy the link to it</Choice>
          {isRoom(of) && rooms.has(titleOf(of)) && (
            <Choice testId="leave-room" close={close} act={() => void client.leaveRoom(titleOf(of))}>Leave the group</Choice>
          )}
          <DeleteHistory
            testId="delete-conversation" label="Delete this conversation …" question="Delete what this browser keeps of it?"
            onDelete={async () => {
              await client.deleteHistory(of);
              onLeave();
            }}
          />
        </div>
      )}
    </Popover>
  );
}
