// Manifests, checked against Kubernetes' own schemas (kubernetes-models, made of its OpenAPI description).
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** The objects of a file: YAML 1.2, where a key that stands twice is an error. */
export function objects(text, name = 'the text') {
  return parseAllDocuments(text, { merge: true }).map(document => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${name}: ${problem.message}`);
    return document.toJS();
  });
}

export const objectsOf = file => objects(readFileSync(file, 'utf8'), file);

/** What is wrong with an object by the schema of its kind, fields included that the schema does not know. */
export async function problems(object) {
  const name = schemaOf(object);
  let validate;
  try {
    ({ validate } = await import(`kubernetes-models/_schemas/${name}`));
  } catch {
    return [`there is no ${object.kind} in ${object.apiVersion} (${name})`];
  }
  // A check by a schema reads each field that the schema knows, and no other: what was never read is unknown.
  const read = new Set();
  if (!validate(watch(object, '', read))) return validate.errors.map(({ instancePath, keyword, params }) => `${instancePath}: ${keyword} ${JSON.stringify(params)}`);
  return [...fields(object, '')].filter(field => !read.has(field)).map(field => `${field} is not known to Kubernetes`);
}

const capital = word => word[0].toUpperCase() + word.slice(1);

function schemaOf({ apiVersion, kind }) {
  const [version, group = 'core'] = apiVersion.split('/').reverse();
  return `IoK8sApi${capital(group.split('.')[0])}${capital(version)}${kind}`;
}

function watch(value, at, read) {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy(value, {
    get(target, name) {
      if (typeof name === 'symbol' || !Object.hasOwn(target, name)) return target[name];
      read.add(`${at}/${name}`);
      return watch(target[name], `${at}/${name}`, read);
    },
  });
}

function* fields(value, at) {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    yield `${at}/${name}`;
    yield* fields(inner, `${at}/${name}`);
  }
}
