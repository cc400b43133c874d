/** The connection form and the state of the connection in plain words. */

import { checkName } from '../names';
import type { State, Status } from '../state';
import { byId, create, setText, showText } from './elements';

export interface ConnectionActions {
  connect(name: string, serverUrl: string): void;
  disconnect(): void;
}

export function createStatusView(actions: ConnectionActions): (state: State) => void {
  const name = byId('name', HTMLInputElement);
  const nameError = byId('name-error', HTMLElement);
  const server = byId('server', HTMLSelectElement);
  const connect = byId('connect', HTMLButtonElement);
  const disconnect = byId('disconnect', HTMLButtonElement);
  const status = byId('status', HTMLElement);
  const rejected = byId('rejected', HTMLElement);
  let shownServers: State['servers'] = [];

  byId('connect-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    const check = checkName(name.value);
    showText(nameError, check.ok ? null : check.problem);
    name.setAttribute('aria-invalid', String(!check.ok));
    if (!check.ok) return name.focus();
    name.value = check.name;
    actions.connect(check.name, server.value);
    disconnect.focus(); // the button just pressed is now disabled, which would leave the keyboard nowhere
  });
  disconnect.addEventListener('click', () => {
    actions.disconnect();
    name.focus();
  });

  return state => {
    const busy = state.status.kind !== 'offline' && state.status.kind !== 'refused';
    if (state.servers !== shownServers) {
      shownServers = state.servers;
      server.replaceChildren(...shownServers.map(({ id, url }) => Object.assign(create('option', '', id), { value: url })));
    }
    name.disabled = server.disabled = busy;
    connect.disabled = busy || shownServers.length === 0;
    disconnect.disabled = !busy;
    status.dataset.state = state.status.kind;
    setText(status, describe(state.status, state.me));
    showText(rejected, state.rejection);
  };
}

function describe(status: Status, me: string | null): string {
  switch (status.kind) {
    case 'offline':
      return 'Not connected';
    case 'connecting':
      return `Connecting to ${status.server} …`;
    case 'connected':
      return `Connected to ${status.server} as \u2068${me}\u2069`; // isolated: a right-to-left name does not turn the sentence around
    case 'reconnecting':
      return `Reconnecting to ${status.server}: ${status.reason}`;
    case 'refused':
      return `Refused by ${status.server}: ${status.reason}`;
  }
}
