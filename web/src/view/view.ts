/** The page: draws the state, reports what the user does. */

import type { State } from '../state';
import { createComposeView } from './compose';
import { createMessagesView } from './messages';
import { createStatusView, type ConnectionActions } from './status';
import { createUsersView } from './users';

export interface Actions extends ConnectionActions {
  choose(name: string): void;
  send(text: string): void;
}

export interface View {
  render(state: State): void;
}

export function createView(actions: Actions): View {
  const parts = [
    createStatusView(actions),
    createUsersView(actions.choose),
    createMessagesView(),
    createComposeView(actions.send),
  ];
  return { render: state => parts.forEach(part => part(state)) };
}
