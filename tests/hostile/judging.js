// What must hold while an attack goes on and after it, and what is said of it.
const megabyte = 1024 * 1024;

const bounds = {
  memory: 512 * megabyte,
  connections: 24, // handles: of an attacker that does not say how many connections it opens
  others: 32, // handles: honest people who come and go, files that the runtime opens
  newcomer: 1_000, // ms
  slower: 3, // times what it was before
  floor: 25, // ms below which a p99 is not judged
};

export const checks = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function check(name, holds, detail) {
  checks[holds ? 'passed' : 'failed']++;
  if (!holds) checks.failures.push(`${name}: ${detail}`);
  console.log(`  ${holds ? '✔' : '✖'} ${name}: ${detail}`);
}

const show = ({ p50, p99, max, newcomers, newcomer }) =>
  `p50 ${p50}, p99 ${p99}, max ${max} ms; ${newcomers} newcomers in ${newcomer} ms at most`;

/**
 * @param name of the attack
 * @param phases before, during and after: each with what was measured of honest people, and held (measuring.js)
 * @param how attack: its module; scale; done: what the attacker tells; judgesTimes
 */
export function judge(name, { before, during, after }, { attack, scale, done, judgesTimes }) {
  console.log(`  the attacker: ${JSON.stringify(done)}`);
  console.log(`  before: ${show(before)}\n  during: ${show(during)}\n  after:  ${show(after)}`);
  judgeMemory(name, { before, during, after }, attack.memory ?? bounds.memory);
  judgeHandles(name, { before, during, after }, { attack, scale });
  const failures = [...during.failures, ...after.failures];
  const [messages, newcomers] = [during.messages + after.messages, during.newcomers + after.newcomers];
  check(`${name}: honest people are served`, failures.length === 0 && messages > 0 && newcomers > 0,
    failures.slice(0, 5).join('; ') || `${messages} messages, ${newcomers} newcomers`);
  if (judgesTimes) for (const [when, measured] of Object.entries({ during, after })) judgeTimes(name, when, before, measured);
}

function judgeMemory(name, { before, during, after }, bound) {
  const highest = Math.max(during.held.memory, after.held.memory);
  const shown = [before, during, after].map(({ held }) => Math.round(held.memory / megabyte));
  check(`${name}: memory`, highest < bound && !during.held.hasEnded && !after.held.hasEnded,
    `${shown[0]} MB before, ${shown[1]} MB during, ${shown[2]} MB after`);
}

/** As many more as the attacker has connections, and none of them is left when he is gone. */
function judgeHandles(name, { before, during, after }, { attack, scale }) {
  const usual = before.held.handles + bounds.others;
  const most = Math.min(attack.openFiles ?? Infinity, usual + Math.ceil(attack.connections?.(scale) ?? bounds.connections));
  check(`${name}: handles`, during.held.handles <= most && after.held.lastHandles <= usual,
    `${before.held.handles} before, ${during.held.handles} during (${most} at most), ${after.held.lastHandles} after (${usual} at most)`);
}

function judgeTimes(name, when, before, measured) {
  check(`${name}: newcomers ${when}`, measured.newcomer <= bounds.newcomer, `${measured.newcomer} ms at most`);
  check(`${name}: time ${when}`, measured.p99 <= Math.max(bounds.floor, bounds.slower * before.p99),
    `p99 ${before.p99} ms before, ${measured.p99} ms ${when}`);
}
