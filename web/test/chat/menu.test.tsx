// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { connecting, me } from './actions';
import { client, dispatch, show, text } from './page';

describe('the menu', () => {
  const open = () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' });
    fireEvent.click(screen.getByTestId('menu'));
  };

  it('closes on Escape, and gives the focus back', () => {
    open();
    expect(screen.getByTestId('menu-card')).toBeTruthy();
    screen.getByTestId('export').focus();
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    expect(screen.queryByTestId('menu-card')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('menu'));
  });

  it('asks before it deletes, with the focus on the answer that deletes nothing', async () => {
    const deleteHistory = vi.spyOn(client, 'deleteHistory').mockResolvedValue();
    open();
    fireEvent.click(screen.getByTestId('delete'));
    expect(document.activeElement).toBe(screen.getByTestId('delete-no'));
    fireEvent.click(screen.getByTestId('delete-no'));
    expect(document.activeElement).toBe(screen.getByTestId('delete'));
    expect(deleteHistory).not.toHaveBeenCalled();
    fireEvent.click(screen.getByTestId('delete'));
    await act(async () => fireEvent.click(screen.getByTestId('delete-yes')));
    expect(deleteHistory).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(screen.getByTestId('delete'));
  });

  it('says what the browser did not do', async () => {
    vi.spyOn(client, 'exportHistory').mockRejectedValue(new Error('no'));
    open();
    await act(async () => fireEvent.click(screen.getByTestId('export')));
    expect(text('menu-problem')).toBe('This browser did not give the history out.');
  });

  it('closes by a click elsewhere', () => {
    open();
    fireEvent.pointerDown(document.body);
    expect(screen.queryByTestId('menu-card')).toBeNull();
  });

  it('says why there are no notifications', async () => {
    vi.stubGlobal('Notification', { permission: 'default', requestPermission: async () => 'denied' });
    open();
    await act(async () => fireEvent.click(screen.getByTestId('notifies')));
    expect(text('menu-problem')).toContain('does not allow notifications');
    expect(screen.getByTestId<HTMLInputElement>('notifies').checked).toBe(false);
  });
});
