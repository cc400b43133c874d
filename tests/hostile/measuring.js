// What a process holds, as the kernel tells it.
import { readFileSync, readdirSync } from 'node:fs';

function sample(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { memory: Number(kilobytes) * 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/**
 * Samples it until the function that is returned is called.
 * @returns the highest of each, and how many handles there were last; hasEnded: it is there no more
 */
export function watch(pid) {
  const seen = { memory: 0, handles: 0, lastHandles: 0, hasEnded: false };
  const look = () => {
    try {
      const { memory, handles } = sample(pid);
      seen.memory = Math.max(seen.memory, memory);
      seen.handles = Math.max(seen.handles, handles);
      seen.lastHandles = handles;
    } catch {
      seen.hasEnded = true;
    }
  };
  const timer = setInterval(look, 200).unref();
  look();
  return () => {
    clearInterval(timer);
    look();
    return seen;
  };
}
