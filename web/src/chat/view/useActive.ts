import { useState } from 'react';
import { indexIn } from '../state/people';

interface Active {
  name: string;
  /** What was looked for then: another search begins at its first, and the list of everybody stays where the search led. */
  wanted: string;
}

/** Which of the names found the keys act on. It is kept by name: whoever joins or leaves above it moves no choice to another. */
export function useActive(found: readonly string[], wanted: string) {
  const [active, setActive] = useState<Active | null>(null);
  const setName = (name: string): void => setActive({ name, wanted });
  const first = wanted === '' ? active?.name ?? found[0] : found[0];
  if (active?.wanted !== wanted && first !== undefined) setName(first);
  const index = active === null ? 0 : indexIn(found, active.name);
  const isThere = active !== null && found[index] === active.name;
  return { index, name: isThere ? active.name : undefined, setName };
}
