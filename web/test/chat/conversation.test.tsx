// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { connecting, list, me, MESSAGE, received } from './actions';
import { client, dispatch, FakeResizeObserver, show, store } from './page';

describe('what is said', () => {
  it('stands under its day', () => {
    show();
    const noon = new Date(2024, 0, 31, 12).getTime();
    dispatch(me, received({ at: noon }), received({ id: '2', at: noon + 1_000 }), received({ id: '3', at: noon + 86_400_000 }));
    const days = screen.getAllByTestId('day').map(day => day.querySelector('time')!.dateTime);
    expect(days).toEqual(['2024-01-31', '2024-02-01']);
  });

  it('keeps who left or came back apart from the sentence, whichever way the name is read', () => {
    show();
    dispatch(me, list('Anna', 'سمير'), received({ from: 'سمير' }), list('Anna'));
    expect(screen.getByTestId('event').querySelector('bdi')!.textContent).toBe('سمير');
  });

  it('stays at its end when it was there, and goes there once for what one writes', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, received());
    const messages = screen.getByTestId('messages');
    let height = 500;
    Object.defineProperty(messages, 'scrollHeight', { get: () => height, configurable: true });
    FakeResizeObserver.resize(); // the keyboard came
    expect(messages.scrollTop).toBe(500);

    messages.scrollTop = 100;
    fireEvent.scroll(messages);
    height = 600;
    dispatch(received({ id: '2' }));
    expect(messages.scrollTop).toBe(100);
    dispatch({ type: 'sending', message: { ...MESSAGE, id: '3', at: 2_000 } });
    expect(messages.scrollTop).toBe(600);
    messages.scrollTop = 100;
    fireEvent.scroll(messages);
    dispatch({ type: 'reconnecting', reason: 'gone', next: 'server-2', retryAt: 1 });
    FakeResizeObserver.resize();
    expect(messages.scrollTop).toBe(100);
  });
});

describe('writing', () => {
  it('sends on Enter, breaks the line on Shift+Enter, and keeps each one\u2019s draft', () => {
    const send = vi.spyOn(client, 'send').mockReturnValue(true);
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', key: 'Billy' });
    const field = () => screen.getByTestId<HTMLTextAreaElement>('text');
    fireEvent.change(field(), { target: { value: 'Hi' } });
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
    expect(send).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(send).toHaveBeenCalledWith('Hi');
    expect(field().value).toBe('');

    fireEvent.change(field(), { target: { value: 'draft' } });
    expect(store.getState().drafts.get('Billy')).toBe('draft');
    dispatch({ type: 'choose', key: 'Carl' });
    expect(field().value).toBe('');
    dispatch({ type: 'choose', key: 'Billy' });
    expect(field().value).toBe('draft');
  });
});
