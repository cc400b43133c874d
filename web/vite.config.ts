import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

// The page forbids inline styles; the development server injects them to swap CSS without a reload. Only what is built keeps the policy.
const noPolicyInDevelopment: Plugin = {
  name: 'no-content-security-policy-in-development',
  apply: 'serve',
  transformIndexHtml: html => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

// Socket.IO servers hand out the browser's client: pages of the old system load it from there.
const socketIoClient: Plugin = {
  name: 'socket.io-client-bundles',
  apply: 'build',
  generateBundle() {
    const dist = join(dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json')), 'dist');
    for (const name of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js', 'socket.io.msgpack.min.js']) {
      for (const file of [name, `${name}.map`]) this.emitFile({ type: 'asset', fileName: `socket.io/${file}`, source: readFileSync(join(dist, file)) });
    }
  },
};

export default defineConfig({
  plugins: [noPolicyInDevelopment, socketIoClient],
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
