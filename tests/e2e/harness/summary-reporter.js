// Writes {"passed":n,"failed":n,"skipped":n} when, and only when, the runner has come to its end.
export default async function* summary(source) {
  const counts = {};
  for await (const { type, data } of source) {
    const [, name, value] = (type === 'test:diagnostic' && data.nesting === 0 && /^(\w+) (\d+)$/.exec(data.message)) || [];
    if (name) counts[name] = Number(value);
  }
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = counts;
  if ('pass' in counts) yield JSON.stringify({ passed: pass, failed: fail + cancelled, skipped: skipped + todo });
}
