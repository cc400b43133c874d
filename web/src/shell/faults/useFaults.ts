import { useEffect, useRef, useState } from 'react';
import { ask, make, together, type Fault, type Faults } from './faults';

const EVERY_MS = 1_000;

/** How it stands, asked again and again while somebody looks. @param addresses Whom to ask, and again when one of them is gone. */
export function useFaults(addresses: readonly string[], isLooking: boolean) {
  const [faults, setFaults] = useState<Faults | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useRef<() => Promise<void>>(async () => {});
  const known = addresses.join(' ');

  useEffect(() => {
    if (!isLooking) return;
    let isOver = false;
    look.current = async () => {
      const answers = await Promise.all(known.split(' ').map(address => ask(address)));
      if (!isOver) setFaults(together(answers));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      await look.current();
      if (!isOver) timer = setTimeout(() => void again(), EVERY_MS);
    };
    void again();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [known, isLooking]);

  return {
    faults,
    problem,
    /** All at once; what was refused is told. */
    make: async (...all: Fault[]): Promise<void> => {
      if (faults?.kind !== 'there') return;
      const placeOf = (fault: Fault): string | undefined =>
        faults.servers.find(({ id }) => id === ('server' in fault ? fault.server : fault.from))?.at;
      const answers = await Promise.all(all.map(fault => {
        const at = placeOf(fault);
        return at === undefined ? null : make(at, fault);
      }));
      setProblem(answers.find(answer => answer?.kind === 'refused')?.why ?? null);
      await look.current();
    },
  };
}
