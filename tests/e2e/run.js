// Runs the end-to-end tests: `node run.js`, or `node run.js restart page` for the files whose name contains one of the words.
// Files run four at a time, of those with a browser one; those that measure or need well-known ports run alone afterwards. --report FILE
// writes the counts there, too.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const alone = ['stuck-readers.test.js', 'thousand.test.js', 'up.test.js'];
const limit = 20 * 60_000;

const { values, positionals: words } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
const files = readdirSync(join(here, 'tests')).filter(file => file.endsWith('.test.js') && (words.length === 0 || words.some(word => file.includes(word))));
if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ')}`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'gossamer-e2e-run-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const runners = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const runner of runners) runner.kill('SIGTERM');
    process.exit(130);
  });
}

/** Runs these files and returns their counts; a runner that did not come to its end is one more failure. */
async function run(selected, concurrency) {
  if (selected.length === 0) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  const report = join(scratch, `${selected[0]}.json`);
  const args = [
    '--test', `--test-concurrency=${concurrency}`,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${new URL('harness/summary-reporter.js', import.meta.url)}`, `--test-reporter-destination=${report}`,
    ...selected.map(file => join(here, 'tests', file)),
  ];
  // Servers that live for seconds are not worth compiling twice: a sixth of the processor time.
  const env = selected.some(file => alone.includes(file)) ? process.env : { ...process.env, DOTNET_TC_CallCountingDelayMs: '60000' };
  // Deprecations inside ten-year-old clients are no news.
  const runner = spawn(process.execPath, ['--no-deprecation', ...args], { stdio: ['ignore', 'inherit', 'inherit'], cwd: here, env });
  runners.add(runner);
  const timer = setTimeout(() => runner.kill('SIGTERM'), limit);
  const code = await new Promise(resolve => runner.once('close', resolve));
  clearTimeout(timer);
  runners.delete(runner);
  const counts = read(report);
  if (!counts) console.log(`The runner ended early (exit code ${code}).`);
  const { passed, failed, skipped, failures } = counts ?? { passed: 0, failed: 1, skipped: 0, failures: ['the runner ended early'] };
  return { passed, failed: code === 0 || failed > 0 ? failed : 1, skipped, failures };
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  }
}

const usesBrowser = file => /\/harness\/(browser|firefox)\.js/.test(readFileSync(join(here, 'tests', file), 'utf8'));
const together = files.filter(file => !alone.includes(file));
const results = [
  ...await Promise.all([run(together.filter(usesBrowser), 1), run(together.filter(file => !usesBrowser(file)), 3)]),
  await run(files.filter(file => alone.includes(file)), 1),
];
const sum = name => results.reduce((total, result) => total + result[name], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped, failures: results.flatMap(({ failures }) => failures) }));
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
