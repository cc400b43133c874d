// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { choose, connecting, list, me, received } from './actions';
import { client, dispatch, show, text } from './page';

describe('the start', () => {
  it('says what is wrong with a name, and connects with a good one', () => {
    const connect = vi.spyOn(client, 'connect').mockResolvedValue();
    show();
    fireEvent.click(screen.getByTestId('connect'));
    expect(text('name-error')).toBe('Enter a name.');
    fireEvent.change(screen.getByTestId('name'), { target: { value: ' Anna ' } });
    fireEvent.change(screen.getByTestId('server'), { target: { value: 'http://localhost:3001' } });
    fireEvent.click(screen.getByTestId('connect'));
    expect(connect).toHaveBeenCalledWith('Anna', 'http://localhost:3001', { unlessTaken: true });
    expect(text('name-error')).toBe('');
  });
});

describe('a name that is taken', () => {
  it('is said, with a way to share it, as long as it is that name', () => {
    const connect = vi.spyOn(client, 'connect').mockResolvedValue();
    show();
    dispatch(me, connecting, { type: 'refused', code: 'name-taken', reason: 'Taken.' });
    expect(text('taken')).toContain('Anna is connected already');
    fireEvent.change(screen.getByTestId('name'), { target: { value: 'Billy' } });
    expect(screen.queryByTestId('taken')).toBeNull();
    fireEvent.change(screen.getByTestId('name'), { target: { value: 'Anna' } });
    fireEvent.click(screen.getByTestId('share-name'));
    expect(connect).toHaveBeenCalledWith('Anna', 'any');
  });
});

describe('threads', () => {
  it('show the last message, what was not read, and who is gone', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, list('Anna', 'Billy'), choose('Carl'), received(), received({ id: '2', text: 'Again' }));
    const thread = screen.getByTestId('thread');
    expect(thread.dataset.unread).toBe('2');
    expect(thread.textContent).toContain('Again');
    dispatch(list('Anna'));
    expect(screen.getByTestId('thread').textContent).toContain('gone');
    fireEvent.click(screen.getByTestId('thread'));
    expect(text('recipient')).toBe('Billy');
    expect(text('recipient-note')).toContain('has left');
    dispatch(list('Anna', 'Billy'));
    expect(text('recipient-note')).toBe('is back');
    expect(screen.getAllByTestId('event')).toHaveLength(2);
  });
});

describe('the status', () => {
  it('counts down to the next try', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'reconnecting', reason: 'gone', next: 'server-2', retryAt: Date.now() + 2_900 });
    expect(text('status')).toBe('Lost server-1: gone. Trying server-2');
    expect(text('countdown')).toBe('in 3 s');
  });
});
