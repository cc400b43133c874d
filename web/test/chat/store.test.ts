import { expect, it, vi } from 'vitest';
import { createStore } from '../../src/chat/state/store';

it('tells its subscribers of changes only, and no longer once they left', () => {
  const store = createStore();
  const listener = vi.fn();
  const leave = store.subscribe(listener);

  store.dispatch({ type: 'choose', key: 'Billy' });
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.getState().recipient?.key).toBe('Billy');

  store.dispatch({ type: 'searching', isSearching: false }); // as before: no change
  expect(listener).toHaveBeenCalledTimes(1);

  leave();
  store.dispatch({ type: 'choose', key: 'Carl' });
  expect(listener).toHaveBeenCalledTimes(1);
});
