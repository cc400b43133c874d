// deploy/helm/gossamer, rendered.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { objects, objectsOf } from './kubernetes.js';
import { render } from './templates.js';

export const folder = join(repository, 'deploy', 'helm', 'gossamer');
export const [standard] = objectsOf(join(folder, 'values.yaml'));
const [chart] = objectsOf(join(folder, 'Chart.yaml'));

/** File -> text, with these values in place of the chart's own. */
export function rendered(change = {}, release = { Name: 'gossamer', Namespace: 'default', Service: 'Helm' }) {
  const templates = Object.fromEntries(readdirSync(join(folder, 'templates')).map(name => [name, readFileSync(join(folder, 'templates', name), 'utf8')]));
  const capitals = Object.fromEntries(Object.entries(chart).map(([name, value]) => [name[0].toUpperCase() + name.slice(1), value]));
  return render(templates, { Values: merged(standard, change), Chart: capitals, Release: release });
}

export const renderedObjects = (...how) => Object.entries(rendered(...how)).filter(([name]) => name.endsWith('.yaml'))
  .flatMap(([name, text]) => objects(text, name));

function merged(base, change) {
  const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);
  const result = { ...base };
  for (const [name, value] of Object.entries(change)) result[name] = isMap(value) && isMap(base[name]) ? merged(base[name], value) : value;
  return result;
}
