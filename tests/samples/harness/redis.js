// One cluster on a Redis of its own: samples/Adapters as processes, and Socket.IO's own server with @socket.io/redis-adapter here.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';
import { connect } from './clients.js';

const require = createRequire(new URL('../../e2e/package.json', import.meta.url));
const { Server } = require('socket.io-4');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');
const { Emitter } = require('@socket.io/redis-emitter');

const folder = join(repository, 'samples', 'Adapters');
const program = join(folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', 'Adapters.dll');

/** redis-server on loopback, which keeps nothing. */
export class Redis {
  #clients = [];

  static async reserve() {
    const redis = new Redis();
    redis.port = await freePort();
    redis.address = `127.0.0.1:${redis.port}`;
    return redis;
  }

  async start() {
    this.process = new Launched('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no']);
    await until(() => this.process.end || this.process.lines.some(line => line.includes('Ready to accept connections')), 'redis-server to listen');
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
    return this;
  }

  /** A connection, which comes back by itself. */
  async client() {
    const client = createClient({ socket: { host: '127.0.0.1', port: this.port, reconnectStrategy: 50 } });
    client.on('error', () => {});
    await client.connect();
    this.#clients.push(client);
    return client;
  }

  emitter = async () => new Emitter(await this.client());

  kill = () => this.process.stop('SIGKILL');

  async end() {
    for (const client of this.#clients) await client.disconnect().catch(() => {});
    await this.process?.stop();
  }
}

/** samples/Adapters. */
export class GossamerServer {
  constructor(name, redis) {
    Object.assign(this, { name, redis });
  }

  async start(...more) {
    this.url = `http://127.0.0.1:${await freePort()}`;
    this.process = new Launched('dotnet', [program, this.redis.address, '--urls', this.url, '--name', this.name, ...more], { cwd: folder });
    await until(async () => this.process.end || await fetch(`${this.url}/socket.io/`), `${this.name} to listen`, { limit: 60_000 });
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
    return this;
  }

  get log() {
    return this.process.lines.join('\n');
  }

  /** It ends by itself, and as it should. */
  async stop() {
    if (this.process) assert.deepEqual(await this.process.stop(), { code: 0, signal: null }, this.log);
  }
}

/** Socket.IO's own, which does what the sample does. */
export class NodeServer {
  constructor(name, redis) {
    Object.assign(this, { name, redis });
  }

  async start(options) {
    const http = createServer();
    this.io = new Server(http, { adapter: createAdapter(await this.redis.client(), await this.redis.client(), options) });
    this.io.on('connection', socket => this.#serve(socket));
    this.io.on('told', (from, text) => this.io.local.emit('told', this.name, from, text));
    this.io.on('load', answer => answer(this.io.of('/').sockets.size));
    await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${http.address().port}`;
    return this;
  }

  #serve(socket) {
    const { io, name } = this;
    socket.data.name = name;
    socket.on('join', room => socket.join(room));
    socket.on('say', (rooms, except, what) => io.to(rooms).except(except).emit('said', name, what));
    socket.on('bytes', (rooms, bytes) => io.to(rooms).emit('said', name, bytes));
    socket.on('say local', text => io.local.emit('said', name, text));
    socket.on('say volatile', text => io.volatile.emit('said', name, text));
    socket.on('say others', text => socket.broadcast.emit('said', name, text));
    socket.on('who', async (room, answer) => answer((await io.in(room).fetchSockets()).map(({ id, rooms, data }) => ({ id, rooms: [...rooms].filter(each => each !== id), name: data.name }))));
    socket.on('move', (from, to) => {
      io.in(from).socketsJoin(to);
      io.in(from).socketsLeave(from);
    });
    socket.on('kick', room => io.in(room).disconnectSockets());
    socket.on('ask', (room, what, answer) => io.in(room).timeout(5_000).emit('ask', what, (error, answers) => answer(error ? String(error) : answers)));
    socket.on('tell', text => io.serverSideEmit('told', name, text));
    socket.on('load', answer => io.serverSideEmit('load', (error, loads) => answer(error ? String(error) : loads)));
  }

  stop = () => this.io?.close();
}

/** A client in these rooms. */
export async function joined(server, rooms = [], options = undefined) {
  const client = (await connect(server.url, options)).listen('said', 'told');
  for (const room of rooms) client.emit('join', room);
  await client.ask('who', client.socket.id); // the rooms were joined before
  return client;
}
