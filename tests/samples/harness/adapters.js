// samples/Adapters as a mesh of processes.
import { until } from '../../e2e/harness/wait.js';
import { mesh, MeshServer } from './mesh-server.js';
import { joined } from './redis.js';

/** So many servers, not started. */
export const adapters = count => mesh(count, (port, others) =>
  new MeshServer('Adapters', port, name => ['mesh', '--ports', [port, ...others].join(','), '--name', name]));

/** Ends when each server answers each of the others. */
export async function linked(servers) {
  const probes = await Promise.all(servers.map(server => joined(server, ['probes'])));
  await until(async () => (await Promise.all(probes.map(probe => probe.ask('who', 'probes')))).every(([all]) => all.length === servers.length),
    'all servers to be linked', { limit: 60_000 });
  probes.forEach(probe => probe.close());
}
