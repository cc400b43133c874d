/**
 * An answer is a message that begins with a quote of what it answers: so a client that knows nothing of answers shows it all the same.
 */

const MAX_QUOTED = 120;

export function quoteOf({ from, text }: { from: string; text: string }): string {
  const own = text.split('\n').filter(line => !line.startsWith('> ')).join(' ').trim();
  const short = own.length > MAX_QUOTED ? `${own.slice(0, MAX_QUOTED).trimEnd()}…` : own;
  return `> ${from}: ${short}\n`;
}
