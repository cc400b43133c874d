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
    const menu = document.querySelector('details')!;
    expect(menu.open).toBe(true);
    screen.getByTestId('export').focus();
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    expect(menu.open).toBe(false);
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
});
