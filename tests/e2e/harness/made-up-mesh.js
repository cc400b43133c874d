// A mesh as no test could start it: answers of /api/mesh that are made up, for pages that ask them.

const start = 1_767_225_600_000_000;

/** @param change (ids) => ({servers: {id: fields or 'silent'}, links: {"id id": fields}}): what is not as it should be; asked anew each time */
export async function routeMesh(page, origin, ids, change = () => ({})) {
  const begun = Date.now();
  const urlOf = id => `http://127.0.0.1:${9_000 + ids.indexOf(id)}`;
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  const json = (route, body) => route.fulfill({ status: 200, headers: cors, contentType: 'application/json', body: JSON.stringify(body) });
  await page.route(`${origin}/api/servers`, route => json(route, ids.map(id => ({ id, url: urlOf(id) }))));
  await page.route(/127\.0\.0\.1:9\d\d\d\/api\//, route => {
    const { port, pathname } = new URL(route.request().url());
    const id = ids[port - 9_000];
    const { servers = {}, links = {}, events = {} } = change(ids);
    if (servers[id] === 'silent') return route.abort();
    if (pathname === '/api/mesh/events') return json(route, eventsOf(id, events[id] ?? []));
    if (pathname === '/api/connections') return json(route, { id, total: 0, connections: [], next: null });
    return json(route, reportOf(id, ids, servers[id] ?? {}, links, begun, events[id] ?? []));
  });
}

function reportOf(id, ids, fields, links, begun, events) {
  const seconds = (Date.now() - begun) / 1_000;
  const n = ids.indexOf(id);
  return {
    id, incarnation: start + n, draining: false, users: ids.length * 1_250, usersHere: 1_250 + n, connections: 2_600 + n * 3, waiting: n % 3,
    taken: Math.round(seconds * (40 + n)), handed: Math.round(seconds * (90 + 2 * n)), now: Date.now(), startedAt: Date.now() - 3_600_000 * (n + 2),
    version: '1.4.0', process: 1_000 + n, cores: 4, cpuSeconds: seconds * 0.4, memoryBytes: 180_000_000 + n * 1_000_000,
    closes: { 'transport close': 17 }, refused: {}, recovered: { complete: 3 }, lastEvent: events.length,
    links: ids.filter(peer => peer !== id).map(peer => ({
      peer, outgoing: 'up', incoming: 'up', protocol: 3, roundTripMs: 0.4 + ((n * 7 + ids.indexOf(peer)) % 10) / 10, unacknowledged: 0,
      forwarded: Math.round(seconds * 5), received: Math.round(seconds * 5), closed: null, receivedBytes: Math.round(seconds * 5_000), lastHeardMs: 300,
      ...links[`${id} ${peer}`],
    })),
    ...fields,
  };
}

const eventsOf = (id, events) => ({
  id, incarnation: start, now: Date.now(), last: events.length,
  events: events.map((event, index) => ({ id: index + 1, sequence: index + 1, count: 1, at: event.last ?? Date.now(), last: Date.now(), ...event })),
});

export const idsOf = (count, name = n => `server-${n}`) => Array.from({ length: count }, (_, index) => name(index + 1));
