// samples/Cluster as processes that are linked with each other.
import { until } from '../../e2e/harness/wait.js';
import { connect } from './clients.js';
import { mesh, MeshServer } from './mesh-server.js';

export class Server extends MeshServer {
  join = async kind => (await connect(this.url, kind)).listen('said');
}

/** So many servers, not started. */
export const cluster = count => mesh(count, (port, others) => new Server('Cluster', port, () => [port, ...others]));

export const who = async client => (await client.ask('who'))[0].map(({ id, server }) => `${id} ${server}`).sort();

/** Ends when each server answers the others. */
export async function linked(servers) {
  const probes = await Promise.all(servers.map(server => server.join()));
  await until(async () => (await Promise.all(probes.map(who))).every(members => members.length === servers.length), 'all servers to be linked');
  probes.forEach(client => client.close());
}
