// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { connecting, delivered, failed, history, me, MESSAGE, received, sending } from './actions';
import { client, dispatch, show, text } from './page';

describe('a message', () => {
  it('shows how it fares, and can be tried again when it failed', () => {
    const retry = vi.spyOn(client, 'retry').mockReturnValue();
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', key: 'Billy' }, { type: 'sending', message: { ...MESSAGE, triedAt: Date.now() } });
    expect(text('message-delivery')).toBe('Sending …');
    dispatch(delivered);
    expect(text('message-delivery')).toBe('Delivered to 2');
    dispatch(failed);
    expect(text('message-delivery')).toBe('Not sent: no answer');
    fireEvent.click(screen.getByTestId('retry'));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('cannot be tried again when servers have forgotten its id', () => {
    show();
    dispatch(me, { type: 'choose', key: 'Billy' }, sending, { type: 'tried', id: '1', to: 'Billy', at: Date.now() - 100_000 }, failed);
    expect(screen.queryByTestId('retry')).toBeNull();
    expect(screen.getByTestId('copy')).toBeTruthy();
  });

  it('that reached nobody waits for them while the page is open', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', key: 'Billy' }, sending, { ...delivered, connections: 0 });
    expect(screen.getByTestId('message').dataset.state).toBe('waiting');
    expect(text('message-delivery')).toContain('goes again when they are back');
  });

  it('of another time that reached nobody looks failed, and can be sent again', () => {
    const retry = vi.spyOn(client, 'retry').mockReturnValue();
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', key: 'Billy' }, history([{ ...MESSAGE, delivery: { kind: 'delivered', connections: 0 } }]));
    expect(screen.getByTestId('message').dataset.state).toBe('failed');
    expect(text('message-delivery')).toBe('Not delivered: \u2068Billy\u2069 is not connected');
    fireEvent.click(screen.getByTestId('retry'));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('is not offered to be tried again without a connection', () => {
    show();
    dispatch(me, connecting, { type: 'choose', key: 'Billy' }, { type: 'sending', message: { ...MESSAGE, triedAt: Date.now() } }, { type: 'disconnected' });
    const retry = () => screen.getByTestId<HTMLButtonElement>('retry');
    expect(retry().disabled).toBe(true);
    dispatch(connecting, { type: 'connected', server: 'server-1' });
    expect(retry().disabled).toBe(false);
  });

  it('stays text, with its addresses as links', () => {
    show();
    dispatch(me, received({ text: '<b id="bold">bold</b> https://example.com/x' }));
    expect(document.getElementById('bold')).toBeNull();
    expect(text('message-text')).toBe('<b id="bold">bold</b> https://example.com/x');
    expect(screen.getByTestId('message-text').querySelector('a')!.getAttribute('href')).toBe('https://example.com/x');
  });
});
