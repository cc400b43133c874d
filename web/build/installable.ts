/** What makes the pages an app that can be installed and starts offline: a manifest, icons, and a service worker that knows the files. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type HtmlTagDescriptor, type Plugin } from 'vite';
import { drawIcon, ICONS } from './icons.ts';

/** `--page` of day and night. */
const DAY = '#f2f4f8';
const NIGHT = '#0f131a';

/** The build's files that are pages, and where servers have them. */
const ADDRESSES: Readonly<Record<string, string>> = { 'index.html': '/', 'shell.html': '/shell', 'mesh.html': '/mesh' };

const MANIFEST = 'manifest.webmanifest';
const WORKER = 'sw.js';
const NOT_FOR_PAGES = /^socket\.io\/|\.map$/u; // for pages of the old system, and for whoever looks for faults

const head = (tag: string, attrs: Record<string, string>): HtmlTagDescriptor => ({ tag, attrs, injectTo: 'head' });

/** What stands in the head of each page. The development server has no worker: it would keep old code alive. */
export function installableHead(isBuilt: boolean): HtmlTagDescriptor[] {
  return [
    head('meta', { name: 'theme-color', content: DAY, media: '(prefers-color-scheme: light)' }),
    head('meta', { name: 'theme-color', content: NIGHT, media: '(prefers-color-scheme: dark)' }),
    head('link', { rel: 'manifest', href: `/${MANIFEST}` }),
    head('link', { rel: 'apple-touch-icon', href: '/icon-192.png' }),
    ...(isBuilt ? [head('script', { type: 'module', src: '/src/worker/register.ts' })] : []),
  ];
}

const manifest = {
  id: '/',
  name: 'Gossamer',
  short_name: 'Gossamer',
  description: 'Chat on a mesh of servers',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: DAY,
  theme_color: DAY,
  icons: ICONS.map(({ file, size, purpose }) => ({ src: `/${file}`, sizes: size === 0 ? 'any' : `${size}x${size}`, purpose,
    type: file.endsWith('.svg') ? 'image/svg+xml' : 'image/png' })),
};

/** Last of all, when every file of the build is known. */
export const installable: Plugin = {
  name: 'installable',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      const files = new Map<string, string | Uint8Array>(Object.values(bundle).map(file =>
          [file.fileName, file.type === 'chunk' ? file.code : file.source]));
      const own: [string, string | Uint8Array][] = [[MANIFEST, JSON.stringify(manifest)], ...ICONS.map(icon =>
          [icon.file, drawIcon(icon)] as [string, string | Uint8Array])];
      for (const [fileName, source] of own) this.emitFile({ type: 'asset', fileName, source });
      for (const name of readdirSync('public')) files.set(name, readFileSync(join('public', name)));
      for (const [name, source] of own) files.set(name, source);
      this.emitFile({ type: 'asset', fileName: WORKER, source: await worker(precacheOf(files)) });
    },
  },
};

/** Address and digest of each: a proxy may send this worker from one server and a file from another, of another version. */
function precacheOf(files: ReadonlyMap<string, string | Uint8Array>): [path: string, integrity: string][] {
  return [...files].filter(([name]) => !NOT_FOR_PAGES.test(name))
    .map(([name, source]): [string, string] => [ADDRESSES[name] ?? `/${name}`, digestOf(source)])
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

const digestOf = (source: string | Uint8Array): string => `sha256-${createHash('sha256').update(source).digest('base64')}`;

/** A classic script in one file, at an address that stays: browsers ask there for the next version. */
async function worker(precache: readonly [string, string][]): Promise<string> {
  const revision = createHash('sha256').update(JSON.stringify(precache)).digest('hex').slice(0, 16);
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { PRECACHE: JSON.stringify(precache), REVISION: JSON.stringify(revision) },
    build: { write: false, target: 'es2022', lib: { entry: 'src/worker/worker.ts', formats: ['iife'], name: 'worker' } },
  });
  const chunk = [built].flat().flatMap(result => ('output' in result ? result.output : [])).find(file => file.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the service worker was not built');
  return chunk.code;
}
