// Runs the samples as processes and real clients against them: `node run.js`, or `node run.js echo jwt` for the files whose name
// contains one of the words. The clients are those of ../e2e (npm ci there). --report FILE writes the counts there, too.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const limit = 6 * 60_000;
const testLimit = 2 * 60_000; // one that waits for ever fails by itself

const { values, positionals: words } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
const files = readdirSync(join(here, 'tests')).filter(file => file.endsWith('.test.js') && (words.length === 0 || words.some(word => file.includes(word))));
const scratch = mkdtempSync(join(tmpdir(), 'gossamer-samples-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const counts = join(scratch, 'counts.json');

const runner = spawn(process.execPath, [
  '--no-deprecation', '--test', '--test-concurrency=2', `--test-timeout=${testLimit}`,
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  `--test-reporter=${new URL('../e2e/harness/summary-reporter.js', import.meta.url)}`, `--test-reporter-destination=${counts}`,
  ...files.map(file => join(here, 'tests', file)),
], { stdio: ['ignore', 'inherit', 'inherit'], cwd: here });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    runner.kill('SIGTERM');
    process.exit(130);
  });
}
const timer = setTimeout(() => runner.kill('SIGTERM'), limit);
const code = await new Promise(resolve => runner.once('close', resolve));
clearTimeout(timer);

if (values.report) {
  try {
    writeFileSync(values.report, readFileSync(counts));
  } catch {
    console.log(`The runner ended early (exit code ${code}).`);
  }
}
process.exitCode = code === 0 && files.length > 0 ? 0 : 1;
