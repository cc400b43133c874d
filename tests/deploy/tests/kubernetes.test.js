// deploy/kubernetes and deploy/helm: there is no cluster here, so they are checked against Kubernetes' schemas, against each other, and
// against the server that they start.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { repository, serverCommand } from '../../e2e/harness/paths.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { folder, rendered, renderedObjects, standard } from '../harness/chart.js';
import { objectsOf, problems } from '../harness/kubernetes.js';
import { disagreements } from '../harness/relations.js';

const plain = join(repository, 'deploy', 'kubernetes');
const [kustomization] = objectsOf(join(plain, 'kustomization.yaml'));
const manifests = kustomization.resources.flatMap(file => objectsOf(join(plain, file)));
const health = ['/healthz', '/healthz/live', '/healthz/ready'];
const copy = value => JSON.parse(JSON.stringify(value));
const setOf = all => all.find(({ kind }) => kind === 'StatefulSet');
const argsOf = all => setOf(all).spec.template.spec.containers[0].args;

const variants = {
  'as it is': {},
  'without autoscaling and ingress': { autoscaling: { enabled: false }, replicas: 4, ingress: { enabled: false } },
  'with all there is': {
    image: { tag: '1.2.3', pullPolicy: 'Always' }, identity: 'open', secret: { name: 'other' }, proxies: ['10.1.2.3', '10.2.0.0/16'],
    options: ['--origin', 'https://chat.example'], port: 3100, drainSeconds: 60, podAnnotations: { 'prometheus.io/scrape': 'true' },
    nodeSelector: { disk: 'fast' }, tolerations: [{ key: 'chat', operator: 'Exists' }], ingress: { tls: false },
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }] } } },
  },
};

test('kustomization.yaml names every manifest', () => {
  assert.deepEqual([...kustomization.resources, 'kustomization.yaml'].sort(), readdirSync(plain).sort());
});

for (const [name, all] of [['manifests', manifests], ...Object.entries(variants).map(([name, values]) => [`chart ${name}`, renderedObjects(values)])]) {
  test(`${name}: every object is valid, and they agree`, async () => {
    for (const object of all) assert.deepEqual(await problems(object), [], `${object.kind} ${object.metadata.name}`);
    assert.deepEqual(disagreements(all, health), []);
  });

  test(`${name}: the server understands its arguments`, () => {
    const [command, ...before] = serverCommand();
    const args = argsOf(all).map(arg => (arg === '/etc/gossamer/config.json' ? '/nowhere/config.json' : arg === '$(POD_NAME)' ? 'gossamer-0' : arg));
    const { status, stderr } = spawnSync(command, [...before, ...args], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 2);
    assert.match(stderr, /\/nowhere\/config\.json/, 'it gets as far as the configuration');
  });
}

test('the checks find what is wrong', async () => {
  const broken = copy(manifests);
  const pod = setOf(broken).spec.template;
  pod.spec.containers[0].imagee = 'x';
  assert.deepEqual(await problems(setOf(broken)), ['/spec/template/spec/containers/0/imagee is not known to Kubernetes']);
  pod.metadata.labels = { app: 'other' };
  pod.spec.containers[0].readinessProbe.httpGet.path = '/ready';
  pod.spec.terminationGracePeriodSeconds = 20;
  assert.deepEqual(disagreements(broken, health).slice(0, 2), ['the StatefulSet does not select its own pods', 'Service gossamer selects no pod']);
  assert.ok(disagreements(broken, health).some(what => what.includes('/ready')));
  assert.ok(disagreements(broken, health).some(what => what.includes('grace period')));
});

scenario('the server answers to the paths of the probes', async s => {
  const [server] = await s.mesh(1);
  for (const path of health) assert.equal((await fetch(server.url + path)).status, 200, path);
});

test('the chart makes of its own values what deploy/kubernetes has', () => {
  const comparable = object => {
    const text = JSON.stringify(object, (_, value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const kept = Object.entries(value).filter(([name]) => !/^(app\.kubernetes\.io\/(instance|version|managed-by)|helm\.sh\/chart)$/.test(name));
      return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
    });
    return text.replace(/"config\.json":"\{ */, '"config.json":"{ ');
  };
  const texts = all => all.map(comparable).sort();
  assert.deepEqual(texts(renderedObjects({ image: { tag: 'latest' } })).map(JSON.parse), texts(manifests).map(JSON.parse));
});

test('two releases in one namespace do not meet', () => {
  const [one, two] = ['one', 'two'].map(Name => renderedObjects({}, { Name, Namespace: 'default', Service: 'Helm' }));
  const names = all => all.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  assert.deepEqual(names(one).filter(name => names(two).includes(name)), []);
  assert.notDeepEqual(setOf(one).spec.selector, setOf(two).spec.selector);
});

test('values.yaml and every variant fit values.schema.json, and what is misspelt does not', () => {
  const check = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(folder, 'values.schema.json'), 'utf8')));
  for (const values of [standard, ...Object.values(variants).map(values => ({ ...standard, ...values, image: { ...standard.image, ...values.image },
    secret: { ...standard.secret, ...values.secret }, autoscaling: { ...standard.autoscaling, ...values.autoscaling }, ingress: { ...standard.ingress, ...values.ingress } }))]) {
    assert.ok(check(values), JSON.stringify(check.errors));
  }
  for (const wrong of [{ replica: 3 }, { identity: 'opne' }, { port: '3001' }]) assert.equal(check({ ...standard, ...wrong }), false, JSON.stringify(wrong));
});

test('the notes name the secret that the pods want', () => {
  const notes = rendered()['NOTES.txt'];
  assert.match(notes, /create secret generic gossamer --namespace default \\\n {4}--from-literal=mesh-key="\$\(openssl rand -base64 32\)" --from-file=jwt\.key/);
});

const helm = spawnSync('helm', ['version'], { encoding: 'utf8' }).status === 0;
test('helm itself renders the same', { skip: !helm && 'there is no helm on the path: the templates were rendered by harness/templates.js alone' }, () => {
  execFileSync('helm', ['lint', folder]);
  for (const [name, text] of Object.entries(rendered()).filter(([name]) => name.endsWith('.yaml'))) {
    const real = execFileSync('helm', ['template', 'gossamer', folder, '--show-only', `templates/${name}`], { encoding: 'utf8' });
    assert.deepEqual(real.replace(/^---\n# Source: .*\n/gm, '').trim(), text.trim(), name);
  }
});
