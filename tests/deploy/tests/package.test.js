// build/package: the .deb is installed in a root of its own, the tool in a folder, and what they bring serves a client and its page.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { repository, serverCommand } from '../../e2e/harness/paths.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { run, tried } from '../harness/commands.js';

const folder = mkdtempSync(join(tmpdir(), 'gossamer-packages-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const build = join(repository, 'build', 'package');
const native = serverCommand().length === 1 && serverCommand()[0];
const restored = process.env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
const made = (kind, feed) => readdirSync(feed).filter(name => name.endsWith(kind)).map(name => join(feed, name));
const skip = !native ? 'the .deb is of the native binary: GOSSAMER_SERVER names none' : process.getuid?.() !== 0 && 'only root can install';

/** A server of that program, and a client that it serves; the page as well. */
async function serves(s, program) {
  const [server] = await s.plan(1);
  server.command = [program];
  await server.start();
  const anna = await s.client(server, { user: 'Anna' });
  await anna.reaches('Anna', 1);
  const page = await fetch(`${server.url}/`);
  assert.match(await page.text(), /<title>/);
  assert.equal((await server.terminate(30_000)).code, 0);
}

scenario('the .deb: what is in it, installed in a root of its own, serves, and is gone after a purge', { skip }, async s => {
  const feed = join(folder, 'deb');
  await run(build, ['--from', dirname(native), '--output', feed, 'deb'], { env: { DPKG_DEB_COMPRESSOR_LEVEL: '0' } });
  const [deb, ...more] = made('.deb', feed);
  assert.deepEqual(more, []);
  const version = (await run(native, ['--version'])).split('+')[0].trim();
  const [name, packaged, arch] = (await run('dpkg-deb', ['--show', '--showformat=${Package} ${Version} ${Architecture}', deb])).split(' ');
  assert.deepEqual([name, packaged, `${name}_${packaged}_${arch}.deb`], ['gossamer', version.replace('-', '~'), basename(deb)]);
  const contents = (await run('dpkg-deb', ['--contents', deb])).split('\n').filter(Boolean);
  assert.deepEqual(contents.filter(line => !line.includes(' root/root ')), []);
  assert.deepEqual(contents.filter(line => /\.(pdb|xml|dll|dbg)$/.test(line)), [], 'nothing that is not needed');

  const root = join(folder, 'root');
  mkdirSync(root);
  const dpkg = (...args) => run('dpkg', [`--root=${root}`, '--force-script-chrootless', '--force-depends', '--force-not-root', ...args]);
  await dpkg('--install', deb);
  const at = path => join(root, path);
  assert.match(readFileSync(at('etc/passwd'), 'utf8'), /^gossamer:x:\d+:\d+:[^:]*:[^:]*:\S*nologin$/m);
  assert.equal(statSync(at('etc/gossamer/gossamer.env')).mode & 0o777, 0o600);
  assert.equal(readFileSync(at('lib/systemd/system/gossamer@.service'), 'utf8'), readFileSync(join(repository, 'deploy/systemd/gossamer@.service'), 'utf8'));
  await serves(s, at('usr/bin/gossamer'));
  await dpkg('--purge', 'gossamer');
  for (const path of ['usr/bin/gossamer', 'usr/lib/gossamer', 'etc/gossamer']) assert.throws(() => statSync(at(path)), path);
});

test('lintian has nothing to say', { skip: skip || ((await tried('lintian', ['--version'])).code !== 0 && 'there is no lintian') }, async () => {
  const { code, output } = await tried('lintian', ['--allow-root', ...made('.deb', join(folder, 'deb'))]);
  assert.deepEqual([code, output.split('\n').filter(line => /^[EWI]:/.test(line))], [0, []]);
});

scenario('the dotnet tool: packed of what was built, installed from a folder, serves', async s => {
  const feed = join(folder, 'tool');
  const configuration = process.env.CONFIGURATION || 'Debug';
  await run(build, ['--built', '--output', feed, 'tool'], { env: { CONFIGURATION: configuration, MSBUILDDISABLENODEREUSE: '1' } });
  const [tool] = made('.nupkg', feed);
  const [, version] = /Gossamer\.Server\.(\d.*)\.nupkg$/.exec(tool);
  await run('dotnet', ['tool', 'install', 'Gossamer.Server', '--tool-path', join(folder, 'bin'), '--version', version, '--source', feed],
    { cwd: folder, env: { NUGET_PACKAGES: join(folder, 'cache') } });
  assert.match(await run(join(folder, 'bin', 'gossamer'), ['--version']), /^\d+\.\d+\.\d+/);
  await serves(s, join(folder, 'bin', 'gossamer'));
});

test('versions are those of the tags; without one, without commits, or without git a preview', async () => {
  const clone = join(folder, 'clone');
  const git = (...args) => run('git', ['-C', clone, '-c', 'user.name=Tests', '-c', 'user.email=tests@example.org', ...args]);
  await run('git', ['clone', '--quiet', '--no-hardlinks', repository, clone]);
  for (const tag of (await git('tag')).split('\n').filter(Boolean)) await git('tag', '--delete', tag);
  const project = join(clone, 'src', 'Gossamer.Mesh');
  await run('dotnet', ['restore', project, '--source', restored, '--nologo', '-v', 'quiet'], { env: { MSBUILDDISABLENODEREUSE: '1' } });
  const version = async () => (await run('dotnet', ['msbuild', project, '-nologo', '-t:MinVer', '-getProperty:Version'])).trim();
  assert.match(await version(), /^0\.1\.0-preview\.0(\.\d+)?$/);
  await git('tag', 'v7.8.9');
  assert.equal(await version(), '7.8.9');
  await git('commit', '--quiet', '--allow-empty', '-m', 'One more');
  assert.equal(await version(), '7.8.10-preview.0.1');
  rmSync(join(clone, '.git'), { recursive: true });
  assert.equal(await version(), '0.1.0-preview.0');
});
