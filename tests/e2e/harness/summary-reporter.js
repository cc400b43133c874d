// Writes {"passed":n,"failed":n,"skipped":n,"failures":["file: name: why", ...]} when, and only when, the runner has come to its end.
import { basename } from 'node:path';

const why = error => error?.cause?.message ?? error?.message ?? 'no reason given';

export default async function* summary(source) {
  const counts = {};
  const failures = [];
  for await (const { type, data } of source) {
    const [, name, value] = (type === 'test:diagnostic' && data.nesting === 0 && /^(\w+) (\d+)$/.exec(data.message)) || [];
    if (name) counts[name] = Number(value);
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') failures.push(`${basename(data.file ?? '')}: ${data.name}: ${why(data.details.error)}`);
  }
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = counts;
  if ('pass' in counts) yield JSON.stringify({ passed: pass, failed: fail + cancelled, skipped: skipped + todo, failures });
}
