// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, type Client } from '../../src/chat/client';
import { createStore, type Store } from '../../src/chat/state/store';
import { App } from '../../src/chat/view/App';
import { connecting, delivered, failed, list, me, MESSAGE, received, sending } from './actions';

class FakeResizeObserver {
  static resize = (): void => {};
  constructor(listener: () => void) {
    FakeResizeObserver.resize = listener;
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

let store: Store;
let client: Client;

beforeEach(() => {
  store = createStore();
  client = createClient(store, { keepsHistory: false });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('ResizeObserver', FakeResizeObserver);
  store.dispatch({ type: 'servers', servers: [{ id: 'server-1', url: 'http://localhost:3001' }] });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () => render(<App client={client} isFrame={false} />);
const dispatch = (...actions: Parameters<Store['dispatch']>[0][]) => act(() => actions.forEach(store.dispatch));
const text = (id: string): string | null => screen.getByTestId(id).textContent;

describe('the start', () => {
  it('says what is wrong with a name, and connects with a good one', () => {
    const connect = vi.spyOn(client, 'connect').mockResolvedValue();
    show();
    fireEvent.click(screen.getByTestId('connect'));
    expect(text('name-error')).toBe('Enter a name.');
    fireEvent.change(screen.getByTestId('name'), { target: { value: ' Anna ' } });
    fireEvent.change(screen.getByTestId('server'), { target: { value: 'http://localhost:3001' } });
    fireEvent.click(screen.getByTestId('connect'));
    expect(connect).toHaveBeenCalledWith('Anna', 'http://localhost:3001');
    expect(text('name-error')).toBe('');
  });
});

describe('a message', () => {
  it('shows how it fares, and can be tried again when it failed', () => {
    const retry = vi.spyOn(client, 'retry').mockReturnValue();
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', name: 'Billy' }, { type: 'sending', message: { ...MESSAGE, triedAt: Date.now() } });
    expect(text('message-delivery')).toBe('Sending …');
    dispatch(delivered);
    expect(text('message-delivery')).toBe('Delivered to 2');
    dispatch(failed);
    expect(text('message-delivery')).toBe('Failed: no answer');
    fireEvent.click(screen.getByTestId('retry'));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('cannot be tried again when servers have forgotten its id', () => {
    show();
    dispatch(me, { type: 'choose', name: 'Billy' }, sending, failed);
    expect(screen.queryByTestId('retry')).toBeNull();
    expect(screen.getByTestId('copy')).toBeTruthy();
  });

  it('that reached nobody looks failed, and can be sent again', () => {
    const sendAnew = vi.spyOn(client, 'sendAnew').mockReturnValue();
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', name: 'Billy' }, sending, { ...delivered, connections: 0 });
    expect(screen.getByTestId('message').dataset.state).toBe('failed');
    expect(text('message-delivery')).toBe('Not delivered: \u2068Billy\u2069 is not connected');
    fireEvent.click(screen.getByTestId('send-anew'));
    expect(sendAnew).toHaveBeenCalledTimes(1);
  });

  it('is not offered to be tried again without a connection', () => {
    show();
    dispatch(me, connecting, { type: 'choose', name: 'Billy' }, { type: 'sending', message: { ...MESSAGE, triedAt: Date.now() } }, { type: 'disconnected' });
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
    expect(screen.getByRole('link').getAttribute('href')).toBe('https://example.com/x');
  });
});

describe('threads', () => {
  it('show the last message, what was not read, and who is gone', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, list('Anna', 'Billy'), { type: 'typing', isTyping: true }, received(), received({ id: '2', text: 'Again' }));
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
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'choose', name: 'Billy' });
    const field = () => screen.getByTestId<HTMLTextAreaElement>('text');
    fireEvent.change(field(), { target: { value: 'Hi' } });
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
    expect(send).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(send).toHaveBeenCalledWith('Hi');
    expect(field().value).toBe('');

    fireEvent.change(field(), { target: { value: 'draft' } });
    expect(store.getState().isTyping).toBe(true);
    dispatch({ type: 'choose', name: 'Carl' });
    expect([field().value, store.getState().isTyping]).toEqual(['', false]);
    dispatch({ type: 'choose', name: 'Billy' });
    expect(field().value).toBe('draft');
  });
});

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

describe('looking for a name', () => {
  const connected = { type: 'connected', server: 'server-1' } as const;
  const filter = () => screen.getByTestId<HTMLInputElement>('filter');
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });

  it('is where one is after connecting, and no message takes one away from it', () => {
    show();
    dispatch(me, connecting, connected, list('Anna', 'Billy', 'Carl'));
    expect(document.activeElement).toBe(filter());
    dispatch(received({ from: 'Carl' }));
    expect([text('recipient'), document.activeElement]).toEqual(['Carl', filter()]);

    fireEvent.change(filter(), { target: { value: 'Bil' } });
    dispatch(received({ id: '2', from: 'Dora' }));
    expect(text('recipient')).toBe('Carl');
    fireEvent.change(filter(), { target: { value: 'Billy' } });
    press('Enter');
    expect(text('recipient')).toBe('Billy');
    expect(document.activeElement).toBe(screen.getByTestId('text'));
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

describe('the status', () => {
  it('counts down to the next try', () => {
    show();
    dispatch(me, connecting, { type: 'connected', server: 'server-1' }, { type: 'reconnecting', reason: 'gone', next: 'server-2', retryAt: Date.now() + 2_900 });
    expect(text('status')).toBe('Lost server-1: gone. Trying server-2');
    expect(text('countdown')).toBe('in 3 s');
  });
});
