/** The servers that this page's own one told of last, for when it is gone. What is read here anybody may have written: check it. */

const KEY = 'gossamer.servers';
const MAX_SERVERS = 100;
const MAX_UNITS = 32 * 1024;

export const rememberedServers = {
  read(): unknown {
    try {
      const kept = localStorage.getItem(KEY) ?? '';
      return kept.length > MAX_UNITS ? null : JSON.parse(kept);
    } catch {
      return null; // nothing, no JSON, or a browser that forbids storage
    }
  },
  write(servers: readonly { id: string; url: string }[]): void {
    try {
      const kept = JSON.stringify(servers.slice(0, MAX_SERVERS));
      if (kept.length <= MAX_UNITS) localStorage.setItem(KEY, kept);
    } catch {
      // Nothing is remembered then.
    }
  },
};
