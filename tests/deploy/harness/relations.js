// What Kubernetes does not check before it is too late: whether the objects of a deployment agree with each other.
const has = (labels, selector) => Object.entries(selector).every(([name, value]) => labels[name] === value);
const optionOf = (args, name) => args[args.indexOf(name) + 1];

/** All that does not agree, in words. @param paths what the server answers to */
export function disagreements(all, paths) {
  const of = kind => all.filter(object => object.kind === kind);
  const [set] = of('StatefulSet');
  const pod = set.spec.template;
  const found = [];
  const demand = (holds, what) => holds || found.push(what);
  const labels = pod.metadata.labels;

  demand(has(labels, set.spec.selector.matchLabels), 'the StatefulSet does not select its own pods');
  for (const { metadata, spec } of of('Service')) {
    demand(has(labels, spec.selector), `Service ${metadata.name} selects no pod`);
    for (const { targetPort } of spec.ports) demand(portsOf(pod).some(({ name }) => name === targetPort), `Service ${metadata.name}: no port ${targetPort}`);
  }
  for (const { metadata, spec } of of('PodDisruptionBudget')) demand(has(labels, spec.selector.matchLabels), `${metadata.name}: the budget is for no pod`);
  for (const spread of pod.spec.topologySpreadConstraints) demand(has(labels, spread.labelSelector.matchLabels), 'spread by labels that no pod has');
  for (const { spec } of of('HorizontalPodAutoscaler')) {
    demand(spec.scaleTargetRef.kind === 'StatefulSet' && spec.scaleTargetRef.name === set.metadata.name, 'the autoscaler scales something else');
    demand(set.spec.replicas === undefined, 'replicas beside an autoscaler: each apply sets its number back');
    demand(spec.minReplicas <= spec.maxReplicas, 'minReplicas is more than maxReplicas');
    demand(pod.spec.containers.every(({ resources }) => resources.requests.cpu), 'the autoscaler reckons with a cpu request, which is missing');
  }
  discovery(all, set, demand);
  for (const ingress of of('Ingress')) routes(ingress, of('Service'), demand);
  for (const container of pod.spec.containers) {
    probes(container, paths, demand);
    volumes(container, pod, all, demand);
    stopping(container, pod, demand);
    demand(container.securityContext.readOnlyRootFilesystem && !container.securityContext.allowPrivilegeEscalation, 'more rights than needed');
  }
  demand(pod.spec.securityContext.runAsNonRoot && pod.spec.securityContext.runAsUser > 0, 'it may run as root');
  return found;
}

const portsOf = pod => pod.spec.containers.flatMap(({ ports }) => ports);

function discovery(all, set, demand) {
  const service = all.find(({ kind, metadata }) => kind === 'Service' && metadata.name === set.spec.serviceName);
  demand(service?.spec.clusterIP === 'None', 'serviceName is no headless service');
  demand(service?.spec.publishNotReadyAddresses, 'servers that start are not found by the others');
  const config = JSON.parse(all.find(({ kind }) => kind === 'ConfigMap').data['config.json']);
  const { protocol, hostname, port } = new URL(config.mesh.discover);
  demand(protocol === 'dns:' && hostname === service?.metadata.name, `${config.mesh.discover} is not the headless service`);
  const [{ containerPort }] = portsOf(set.spec.template);
  demand(Number(port) === containerPort && service?.spec.ports[0].port === containerPort, `${config.mesh.discover}: another port than the pods'`);
}

function routes({ spec }, services, demand) {
  for (const { http } of spec.rules) {
    for (const { backend: { service } } of http.paths) {
      const found = services.find(({ metadata }) => metadata.name === service.name);
      demand(found?.spec.ports.some(({ name }) => name === service.port.name), `the ingress leads to ${service.name}, which is not there`);
      demand(found?.spec.clusterIP !== 'None', 'clients are sent to servers that are not ready');
      demand(found?.spec.sessionAffinity !== 'ClientIP', 'stickiness is not needed, and makes servers unequal');
    }
  }
}

function probes(container, paths, demand) {
  for (const name of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const { path, port } = container[name].httpGet;
    demand(paths.includes(path), `${name}: the server does not answer to ${path}`);
    demand(container.ports.some(each => each.name === port), `${name}: no port ${port}`);
  }
  demand(container.readinessProbe.httpGet.path === '/healthz/ready', 'a server that drains would count as ready');
  demand(container.livenessProbe.httpGet.path === '/healthz/live', 'a server that drains would be killed');
}

function volumes(container, pod, all, demand) {
  const given = pod.spec.volumes ?? [];
  for (const { name } of container.volumeMounts) demand(given.some(volume => volume.name === name), `no volume ${name}`);
  for (const { configMap } of given) {
    if (configMap) demand(all.some(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap.name), `no ConfigMap ${configMap.name}`);
  }
  const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
  for (const file of container.args.filter(arg => arg.startsWith('/'))) {
    demand(mounts.some(mount => file.startsWith(`${mount}/`)), `${file} is in no volume`);
  }
}

/** SIGKILL comes terminationGracePeriodSeconds after the pod is told to go, whatever still runs. */
function stopping(container, pod, demand) {
  const before = Number(container.lifecycle.preStop.exec.command.at(-1));
  const drain = Number(optionOf(container.args, '--drain')) / 1000;
  demand(pod.spec.terminationGracePeriodSeconds >= before + drain + 5, `${before} s and a drain of ${drain} s do not fit the grace period`);
}
