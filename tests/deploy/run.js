// Runs the tests of deploy/ and of build/package: `node run.js`, or `node run.js nginx units` for the files whose name contains one of the
// words. --report FILE writes the counts there, too. The clients are those of ../e2e (npm ci there, and here).
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeCertificate } from './harness/certificate.js';

const here = dirname(fileURLToPath(import.meta.url));
const limit = 12 * 60_000;
const testLimit = 6 * 60_000; // of a file: one that waits for ever fails by itself

const { values, positionals: words } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
const files = readdirSync(join(here, 'tests')).filter(file => file.endsWith('.test.js') && (words.length === 0 || words.some(word => file.includes(word))));
if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ')}`);
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'gossamer-deploy-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const counts = join(scratch, 'counts.json');

const runner = spawn(process.execPath, [
  '--no-deprecation', '--test', '--test-concurrency=3', `--test-timeout=${testLimit}`,
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  `--test-reporter=${new URL('../e2e/harness/summary-reporter.js', import.meta.url)}`, `--test-reporter-destination=${counts}`,
  ...files.map(file => join(here, 'tests', file)),
], { stdio: ['ignore', 'inherit', 'inherit'], cwd: here, env: { ...process.env, ...makeCertificate(scratch) } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    runner.kill('SIGTERM');
    process.exit(130);
  });
}
const timer = setTimeout(() => runner.kill('SIGTERM'), limit);
const code = await new Promise(resolve => runner.once('close', resolve));
clearTimeout(timer);

try {
  const report = JSON.parse(readFileSync(counts, 'utf8'));
  if (values.report) writeFileSync(values.report, JSON.stringify(report));
  console.log(`${report.passed} passed, ${report.failed} failed${report.skipped ? `, ${report.skipped} skipped` : ''}`);
} catch {
  console.log(`The runner ended early (exit code ${code}).`);
}
process.exitCode = code === 0 ? 0 : 1;
