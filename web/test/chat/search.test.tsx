// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { connecting, list, me, received } from './actions';
import { dispatch, show, store, text } from './page';

describe('looking for a name', () => {
  const connected = { type: 'connected', server: 'server-1' } as const;
  const filter = () => screen.getByTestId<HTMLInputElement>('filter');
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });

  it('is where one is after connecting, and no message takes one away from what one looks for', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy', 'Carl'));
    expect(document.activeElement).toBe(filter());
    fireEvent.change(filter(), { target: { value: 'Bil' } });
    dispatch(received({ id: '2', from: 'Dora' }));
    expect([text('recipient'), document.activeElement]).toEqual(['Messages', filter()]);
    fireEvent.change(filter(), { target: { value: 'Billy' } });
    press('Enter');
    expect(text('recipient')).toBe('Billy');
    expect(document.activeElement).toBe(screen.getByTestId('text'));
    expect([filter().value, store.getState().isSearching]).toEqual(['', false]);
  });

  it('has not begun: then who is written to by somebody writes back', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy', 'Carl'));
    dispatch(received({ from: 'Carl' }));
    expect([text('recipient'), document.activeElement]).toEqual(['Carl', screen.getByTestId('text')]);
  });

  it('finds whom one has talked to, though they are not there', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Élodie'), received({ from: 'Billy' }), { type: 'leave thread' });
    fireEvent.change(filter(), { target: { value: 'billy' } });
    expect(screen.getByTestId('thread').dataset.peer).toBe('Billy');
    fireEvent.keyDown(filter(), { key: 'Enter' });
    expect(text('recipient')).toBe('Billy');
  });

  it('is not begun by an Enter that an input method takes', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy'));
    fireEvent.change(filter(), { target: { value: 'Bil' } });
    fireEvent.keyDown(filter(), { key: 'Enter', keyCode: 229 });
    expect(store.getState().recipient).toBeNull();
  });

  it('is over when somebody is chosen elsewhere', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy'), received(), { type: 'leave thread' });
    fireEvent.change(filter(), { target: { value: 'B' } });
    fireEvent.click(screen.getByTestId('thread'));
    expect([filter().value, store.getState().isSearching]).toEqual(['', false]);
  });

  it('by keys leads into the list, where the choice stays with the person whoever comes and goes', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy', 'Carl'));
    press('ArrowDown');
    expect(document.activeElement).toBe(screen.getByTestId('users'));
    press('ArrowDown');
    dispatch({ type: 'presence', joined: ['Aaron'], left: [], at: 1 });
    press('Enter');
    expect(text('recipient')).toBe('Billy');
  });

  it('chooses nobody in the place of one who has left', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy', 'Carl'));
    press('ArrowDown');
    press('ArrowDown');
    dispatch({ type: 'presence', joined: [], left: ['Billy'], at: 1 });
    press('Enter');
    expect(store.getState().recipient).toBeNull();
  });
});
