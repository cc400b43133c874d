/** The open conversation stands in the page's address: links lead to it, a reload keeps it, and the Back button leaves it. */

import { isRoom, roomKey, titleOf, type ConversationKey } from '../state/conversation';
import { checkName } from '../../shared/names';
import type { Store } from '../state/store';

export function hashOf(key: ConversationKey | null): string {
  if (key === null) return '';
  return `#${isRoom(key) ? 'room' : 'with'}=${encodeURIComponent(titleOf(key))}`;
}

/** Null: the address names none, or one that no conversation can have. */
export function keyIn(hash: string): ConversationKey | null {
  const words = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const [name, room] = [words.get('with'), words.get('room')];
  const check = checkName(room ?? name ?? '');
  if (!check.ok) return null;
  return room === null ? check.name : roomKey(check.name);
}

export interface AddressBar {
  /** Back to the list, as the Back button would. */
  leave(): void;
  close(): void;
}

/** @param open What to do for a conversation that the address names. */
export function followAddress(store: Store, open: (key: ConversationKey) => void): AddressBar {
  const shown = (): ConversationKey | null => store.getState().recipient?.key ?? null;
  let isFollowing = false;
  let { me: user } = store.getState();

  function write(isOwnChoice: boolean): void {
    const hash = hashOf(shown());
    if (isFollowing || hash === location.hash) return;
    const url = `${location.pathname}${location.search}${hash}`;
    // Only what the user did is a step that Back undoes.
    if (isOwnChoice && hash !== '') history.pushState({ isStep: true }, '', url);
    else history.replaceState(null, '', url);
  }

  function follow(): void {
    if (store.getState().me === null) return;
    isFollowing = true;
    const key = keyIn(location.hash);
    if (key === null) store.dispatch({ type: 'leave thread' });
    else if (key !== shown()) open(key);
    isFollowing = false;
  }

  const stop = store.subscribe(({ type }) => {
    const { me } = store.getState();
    const [isFirst, isOther] = [user === null, me !== user];
    user = me;
    if (isOther && isFirst) follow(); // whoever begins comes by a link, or by a reload
    else if (me !== null) write(type === 'choose');
  });
  const onPop = (): void => follow();
  addEventListener('popstate', onPop);

  return {
    leave() {
      if ((history.state as { isStep?: boolean } | null)?.isStep) history.back();
      else store.dispatch({ type: 'leave thread' });
    },
    close() {
      stop();
      removeEventListener('popstate', onPop);
    },
  };
}
