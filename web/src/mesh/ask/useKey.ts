import { useState } from 'react';

const PLACE = 'gossamer-operator-key';

/** The operator's key, kept for this tab until it is closed or told to forget. Without storage the page's memory has to do. */
export function useKey(): { key: string; setKey: (key: string) => void; forget: () => void } {
  const [key, setKey] = useState(read);
  return {
    key,
    setKey: given => {
      setKey(given);
      write(given);
    },
    forget: () => {
      setKey('');
      write('');
    },
  };
}

function read(): string {
  try {
    return sessionStorage.getItem(PLACE) ?? '';
  } catch {
    return '';
  }
}

function write(key: string): void {
  try {
    if (key === '') sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, key);
  } catch {
    // Storage that is full or forbidden keeps nothing: the key is asked for again after a reload.
  }
}
