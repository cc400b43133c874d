import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { installable, installableHead } from './build/installable.ts';

const POLICY = "default-src 'self'; img-src 'self' data: blob:; connect-src * ws: wss:; object-src 'none'; base-uri 'none'; form-action 'none'";
const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'meta', attrs, injectTo: 'head-prepend' });

// What all pages have in common. They forbid inline styles; the development server injects them to swap CSS without a reload, so only what
// is built has the policy.
const frameOfPages: Plugin = {
  name: 'frame-of-pages',
  transformIndexHtml: { order: 'pre', handler: (_, { server }) => [
    meta({ charset: 'utf-8' }),
    ...(server === undefined ? [meta({ 'http-equiv': 'Content-Security-Policy', content: POLICY })] : []),
    meta({ name: 'viewport', content: 'width=device-width, initial-scale=1, interactive-widget=resizes-content' }),
    meta({ name: 'color-scheme', content: 'light dark' }),
    { tag: 'link', attrs: { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }, injectTo: 'head' },
    { tag: 'div', attrs: { id: 'root' }, injectTo: 'body' },
    { tag: 'noscript', children: 'This page needs JavaScript.', injectTo: 'body' },
    ...installableHead(server === undefined),
  ] },
};

// Socket.IO servers hand out the browser's client: pages of the old system load it from there.
const socketIoClient: Plugin = {
  name: 'socket.io-client-bundles',
  apply: 'build',
  generateBundle() {
    const dist = join(dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json')), 'dist');
    for (const name of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js']) {
      for (const file of [name, `${name}.map`]) this.emitFile({ type: 'asset', fileName: `socket.io/${file}`,
          source: readFileSync(join(dist, file)) });
    }
  },
};

export default defineConfig({
  plugins: [frameOfPages, socketIoClient, installable],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a data: address would break `default-src 'self'`
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'shell.html', 'mesh.html'] },
  },
  server: {
    proxy: { '/api': 'http://localhost:8080' }, // `dotnet run --project src/Gossamer.Server` beside `npm run dev`
  },
});
