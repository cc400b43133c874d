// deploy/nginx/gossamer.conf, run by Debian's nginx. A line: client [time] method path status bytes upstream upstream-status seconds
import { testsOf } from '../harness/behind.js';
import { startNginx } from '../harness/proxies.js';

testsOf('nginx', startNginx, {
  served: (line, { address }) => line.includes(` ${address} `),
  failed: line => !/^\S+ \[\S+\] (GET|POST) \S+ (200|101|499) /.test(line), // 499: the client was gone first, as at the end of a poll
});
