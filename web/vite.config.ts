import { defineConfig, type Plugin } from 'vite';

// The page forbids inline styles; the development server injects them to swap CSS without a reload. Only what is built keeps the policy.
const noPolicyInDevelopment: Plugin = {
  name: 'no-content-security-policy-in-development',
  apply: 'serve',
  transformIndexHtml: html => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

export default defineConfig({
  plugins: [noPolicyInDevelopment],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a data: address would break `default-src 'self'`
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': 'http://localhost:8080' }, // `dotnet run --project src/Gossamer.Server` beside `npm run dev`
  },
});
