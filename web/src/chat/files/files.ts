/** The contents of files that came or went: the latest in memory, and more in the history where the browser keeps one. */

import { keyOf } from '../state/messages';
import { safeType } from './types';

/** Where files are kept beyond this page. */
export interface Shelf {
  putFile(key: string, file: Blob): Promise<void>;
  getFile(key: string): Promise<Blob | null>;
}

const MAX_IN_MEMORY = 50;

type Said = { id: string; from: string };

const latest = new Map<string, Blob>();
let shelf: Shelf | null = null;

/** @param kept Null: there is none, or it is another user's from now on. */
export function useShelf(kept: Shelf | null): void {
  shelf = kept;
  latest.clear();
}

export function keepFile(message: Said, data: ArrayBuffer, type: string): void {
  const key = keyOf(message);
  const file = new Blob([data], { type: safeType(type) });
  latest.set(key, file);
  if (latest.size > MAX_IN_MEMORY) latest.delete(latest.keys().next().value!);
  void shelf?.putFile(key, file).catch(() => {}); // it stays in memory; the history has said already that it keeps nothing
}

/** Null: this browser has let it go. */
export async function fileOf(message: Said): Promise<Blob | null> {
  const key = keyOf(message);
  return latest.get(key) ?? await shelf?.getFile(key).catch(() => null) ?? null;
}
