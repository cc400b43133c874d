import { createContext, useContext } from 'react';
import { cut } from '../model/names';

/** How servers are called where there is little room. */
export const Names = createContext<ReadonlyMap<string, string>>(new Map());

export function useName(id: string): string {
  return useContext(Names).get(id) ?? cut(id, 28);
}
