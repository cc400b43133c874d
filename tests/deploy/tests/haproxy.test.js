// deploy/haproxy/haproxy.cfg, run by Debian's HAProxy. Its log format stands there.
import { testsOf } from '../harness/behind.js';
import { startHAProxy } from '../harness/proxies.js';

testsOf('HAProxy', startHAProxy, {
  served: (line, { id }) => line.includes(` gossamer/${id} `),
  failed: line => !/ gossamer\/server-\d \S+ (200|101|-1) /.test(line), // -1: the client was gone first, as at the end of a poll
});
