// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { drawing } from '../../src/chat/view/useStore';
import { choose, me, received } from './actions';
import { dispatch, show, store } from './page';

it('draws a burst of messages together, and what the user does at once', () => {
  vi.useFakeTimers();
  show();
  drawing.everyMs = 30;
  dispatch(me, choose('Billy'));
  dispatch(...Array.from({ length: 50 }, (_, n) => received({ id: `${n}`, at: n })));
  expect(screen.queryAllByTestId('message').length).toBeLessThan(50);
  expect(store.getState().threads.get('Billy')?.messages).toHaveLength(50);
  act(() => void vi.advanceTimersByTime(30));
  expect(screen.getAllByTestId('message')).toHaveLength(50);
  dispatch(received({ id: '50', at: 50 }), choose('Carl'));
  expect(screen.getByTestId('recipient').textContent).toBe('Carl');
  vi.useRealTimers();
});
