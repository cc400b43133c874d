// What the StatefulSet starts, as processes: its arguments and its environment, the configuration of its ConfigMap, the keys of its secret, an
// address of its own for each pod, and a name server that answers for the headless service. What is not there is Kubernetes itself.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NameServer } from '../../e2e/harness/name-server.js';
import { repository, serverCommand } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { directory as tokens, token } from '../../e2e/harness/tokens.js';
import { until } from '../../e2e/harness/wait.js';
import { objectsOf } from '../harness/kubernetes.js';

const plain = join(repository, 'deploy', 'kubernetes');
const manifests = ['configmap.yaml', 'services.yaml', 'statefulset.yaml'].flatMap(file => objectsOf(join(plain, file)));

class Pods {
  #running = [];

  /** @param all the objects of a deployment */
  static async of(s, all) {
    const pods = new Pods();
    pods.set = all.find(({ kind }) => kind === 'StatefulSet');
    pods.service = pods.set.spec.serviceName;
    pods.config = all.find(({ kind }) => kind === 'ConfigMap').data['config.json'];
    pods.names = await NameServer.start();
    s.onEnd(() => pods.names.close());
    pods.port = await freePort();
    pods.secret = { 'mesh-key': 'a key from the secret of the cluster', 'jwt.key': join(tokens, 'jwt.key') };
    return pods;
  }

  /** Starts pod number n. What a probe and a file of the cluster would be is this machine's; nothing else is changed. */
  async start(s, n) {
    const [container] = this.set.spec.template.spec.containers;
    const pod = { id: `${this.set.metadata.name}-${n}`, ip: `127.0.0.${20 + n}`, port: this.port };
    const files = this.#mount(s, pod);
    const env = Object.fromEntries(container.env.map(({ name, value, valueFrom }) =>
      [name, value ?? (valueFrom.secretKeyRef ? this.secret[valueFrom.secretKeyRef.key] : pod.id)]));
    const args = container.args.map(arg => arg.replace(/\$\((\w+)\)/g, (_, name) => env[name])
      .replace(/^\/etc\/gossamer\//, `${files}/`).replace(/^\/run\/secrets\/gossamer\//, `${files}/`));
    this.#running.push(pod.ip);
    this.names.setAddresses(this.service, this.#running);
    const [command, ...before] = serverCommand();
    pod.process = new Launched(command, [...before, ...args], { cwd: files, env });
    s.onEnd(() => pod.process.stop('SIGKILL'));
    s.tellOnFailure(() => `--- ${pod.id}\n${pod.process.lines.slice(-40).join('\n')}`);
    pod.url = `http://${pod.ip}:${pod.port}`;
    const probe = container.readinessProbe.httpGet.path;
    await until(() => pod.process.end || fetch(pod.url + probe).then(({ status }) => status === 200), `${pod.id} to be ready`, { limit: 60_000 });
    assert.equal(pod.process.end, undefined, pod.process.lines.join('\n'));
    return pod;
  }

  async stop(pod) {
    this.#running = this.#running.filter(ip => ip !== pod.ip);
    this.names.setAddresses(this.service, this.#running);
    return pod.process.stop('SIGTERM', 60_000);
  }

  #mount(s, { ip }) {
    const folder = mkdtempSync(join(tmpdir(), 'gossamer-pod-'));
    chmodSync(folder, 0o755);
    s.onEnd(() => rmSync(folder, { recursive: true, force: true }));
    const { mesh } = JSON.parse(this.config);
    const discover = mesh.discover.replace(/:\d+$/, `:${this.port}`);
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ mesh: { ...mesh, discover, listen: `${ip}:${this.port}`, nameservers: [this.names.address] } }));
    copyFileSync(this.secret['jwt.key'], join(folder, 'jwt.key'));
    return folder;
  }
}

const signedIn = (s, pod, user) => s.client(pod, { user, settings: { auth: { token: token(user) } } });

scenario('pods find each other by their service, one more comes, one goes; users have tokens', async s => {
  const pods = await Pods.of(s, manifests);
  const [one, two] = await Promise.all([pods.start(s, 0), pods.start(s, 1)]);
  const [anna, billy] = [await signedIn(s, one, 'Anna'), await signedIn(s, two, 'Billy')];
  await anna.reaches('Billy', 1);
  await billy.message('probe');

  const three = await pods.start(s, 2);
  const carl = await signedIn(s, three, 'Carl');
  await Promise.all([anna, billy].map(client => client.listWith('Anna', 'Billy', 'Carl')));
  await carl.reaches('Anna', 1);
  assert.equal((await carl.ask('identify', 'Anna')).error.code, 'wrong-user', 'the key of the secret is the one that counts');

  billy.close();
  assert.equal((await pods.stop(two)).code, 0);
  await anna.listWithout('Billy');
  await anna.reaches('Carl', 1);
  const places = async () => (await (await fetch(`${one.url}/api/servers`)).json()).map(({ id }) => id);
  await until(async () => (await places()).join() === [one.id, three.id].join(), 'the pod that went to be forgotten', { limit: 60_000 });
});
