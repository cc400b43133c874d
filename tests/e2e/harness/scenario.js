// A test with everything it started: servers and clients end with it, and when it fails it tells what they saw.
import { after, before, test } from 'node:test';
import { Client } from './clients.js';
import { Mesh } from './servers.js';
import { within } from './wait.js';

const limit = 180_000;
let names = 0;

class Scope {
  #meshes = [];
  #clients = [];
  #endings = [];
  #stories = [];

  constructor(t, shared) {
    this.t = t;
    this.servers = shared?.servers ?? [];
    this.shared = shared;
  }

  /** A name that no other test of this file uses. */
  name = (stem = 'user') => `${stem}-${++names}`;

  async mesh(count, options) {
    const mesh = await Mesh.start(count, options);
    this.#meshes.push(mesh);
    return mesh.servers;
  }

  /** As mesh(), with no server started. */
  async plan(count, options, change) {
    const mesh = await Mesh.plan(count, options, change);
    this.#meshes.push(mesh);
    return mesh.servers;
  }

  /** A connected client; with a user also identified. */
  async client(server, { user, ...options } = {}) {
    const client = await Client.connect(server.url, options);
    this.#clients.push(client);
    if (user !== undefined) await client.identify(user);
    return client;
  }

  /** Runs at the end whatever happens. */
  onEnd(action) {
    this.#endings.push(action);
  }

  /** Adds to what a failing test tells. */
  tellOnFailure(story) {
    this.#stories.push(story);
  }

  verify() {
    for (const client of this.#clients) client.verify();
  }

  story() {
    const servers = [...(this.shared?.servers ?? []), ...this.#meshes.flatMap(mesh => mesh.servers)];
    return [
      ...this.#clients.map(client => client.story()),
      ...servers.map(server => `--- ${server.id} on ${server.port}\n${server.lines(60).join('\n')}`),
      ...this.#stories.map(story => story()),
    ].join('\n');
  }

  async end() {
    for (const client of this.#clients) client.close();
    for (const action of this.#endings.reverse()) await action();
    await Promise.all(this.#meshes.map(mesh => mesh.end()));
  }
}

/** @param {{on?: object, skip?: string | false}} options on: what sharedMesh() returned */
export function scenario(name, ...rest) {
  const [options, body] = rest.length === 2 ? rest : [{}, rest[0]];
  test(name, { skip: options.skip ?? false }, async t => {
    const scope = new Scope(t, options.on);
    try {
      await within(options.limit ?? limit, body(scope), `the whole test`);
      scope.verify();
    } catch (error) {
      console.log(`\n===== ${name}\n${scope.story()}\n=====`);
      throw error;
    } finally {
      await scope.end();
    }
  });
}

/** One mesh for all tests of a file that leave it as they found it. */
export function sharedMesh(count, options) {
  const shared = { servers: [] };
  let mesh;
  before(async () => {
    mesh = await Mesh.start(count, options);
    shared.servers.push(...mesh.servers);
  });
  after(() => mesh?.end());
  return shared;
}
