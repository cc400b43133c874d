// The packages as their users meet them: packed, restored from a folder into a fresh project, built, and talked to.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until, within } from '../../e2e/harness/wait.js';
import { connect, generations } from '../harness/clients.js';
import { Redis } from '../harness/redis.js';
import { Sample } from '../harness/sample.js';

const limit = 5 * 60_000;
const folder = await mkdtemp(join(tmpdir(), 'gossamer-package-'));
after(() => rm(folder, { recursive: true, force: true }));

async function dotnet(cwd, ...args) {
  const child = spawn('dotnet', args, {
    cwd, stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MSBUILDDISABLENODEREUSE: '1', ...(cwd === folder && { NUGET_PACKAGES: join(folder, 'packages') }) }, // no cache: the version stays while the library changes
  });
  const output = [];
  child.stdout.on('data', part => output.push(part));
  const code = await within(limit, new Promise(resolve => child.once('close', resolve)), `dotnet ${args[0]}`);
  assert.equal(code, 0, `dotnet ${args.join(' ')}\n${Buffer.concat(output)}`);
  return `${Buffer.concat(output)}`;
}

// What the packages depend on has been restored for this repository: its folder is a feed as well.
const restored = process.env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
const packages = ['Gossamer.Mesh', 'Gossamer.Mesh.Direct', 'Gossamer.SocketIO', 'Gossamer.SocketIO.Mesh', 'Gossamer.SocketIO.MessagePack',
  'Gossamer.SocketIO.Redis', 'Gossamer.SocketIO.Testing'];

const files = version => ({
  'nuget.config': `<configuration><packageSources><clear /><add key="local" value="feed" /><add key="restored" value="${restored}" />
    </packageSources></configuration>`,
  'Directory.Build.props': '<Project />', // whatever stands above
  'App.csproj': `<Project Sdk="Microsoft.NET.Sdk.Web">
    <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
    <ItemGroup>${packages.map(name => `<PackageReference Include="${name}" Version="${version}" />`).join('')}</ItemGroup>
  </Project>`,
  'Program.cs': `using Gossamer.SocketIO;
    using Gossamer.SocketIO.MessagePack;
    using Gossamer.SocketIO.Testing;
    if (args is ["in-memory"])
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(socket => socket.On("add", (int a, int b) => a + b)));
        var client = await host.ConnectAsync();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new MessagePackParser().Write(new SocketIOPacket(PacketType.Event, "/", null, "[1]"u8.ToArray()), output);
        Console.WriteLine($"{await client.EmitWithAckAsync<int>("add", 1, 2)} {output.WrittenCount}");
        return;
    }

    var builder = WebApplication.CreateBuilder(args);
    var io = builder.Services.AddSocketIO();
    if (args is ["mesh", .. var ports])
    {
        builder.WebHost.UseUrls($"http://127.0.0.1:{ports[0]}");
        io.AddMesh(mesh =>
        {
            mesh.Id = new(ports[0]);
            foreach (var port in ports[1..])
                mesh.Peers.Add(new(new(port), new($"ws://127.0.0.1:{port}")));
        }).AddDirect(direct => direct.AllowDerivedKey = true).AddRooms();
    }
    else if (args is ["redis", var redis, var own])
    {
        builder.WebHost.UseUrls($"http://127.0.0.1:{own}");
        io.AddRedis(redis);
    }

    var app = builder.Build();
    app.MapSocketIO();
    if (args is ["mesh", ..])
        app.MapMesh();
    var server = app.Services.GetRequiredService<SocketIOServer>();
    server.OnConnection(socket =>
    {
        socket.Join("all");
        socket.On("hello", async (string name) => await socket.EmitAsync("greeting", $"Hello, {name}!"));
        socket.On("tell", async (string text) => await server.To("all").EmitAsync("told", text));
        socket.On("count", async () => (await server.In("all").FetchSocketsAsync()).Sockets.Count);
    });
    app.MapSocketHub<GreetingHub>("/hub");
    app.Run();
    public partial class GreetingHub : SocketHub
    {
        public string Greet(string name) => $"Hello, {name}!";
    }`,
});

test('a fresh project builds on the package and real clients talk to it', async () => {
  const feed = join(folder, 'feed');
  await mkdir(feed);
  const configuration = process.env.CONFIGURATION || 'Debug';
  for (const name of packages) {
    await dotnet(repository, 'pack', `src/${name}`, '-c', configuration, '--no-build', '-o', feed, '--nologo', '-v', 'quiet');
  }
  const packed = await readdir(feed);
  const [, version] = /Gossamer\.SocketIO\.(\d[^,]*?)\.nupkg/.exec(packed.join()) ?? [];
  assert.deepEqual(packed.toSorted(), packages.flatMap(name => [`${name}.${version}.nupkg`, `${name}.${version}.snupkg`]).toSorted());

  for (const [name, text] of Object.entries(files(version))) await writeFile(join(folder, name), text);
  await dotnet(folder, 'build', '-nodeReuse:false', '-p:UseSharedCompilation=false', '--nologo', '-v', 'quiet');
  assert.equal((await dotnet(folder, 'bin/Debug/net10.0/App.dll', 'in-memory')).trim(), '3 20');
  const app = await Sample.start('the fresh project', { command: ['dotnet', join(folder, 'bin/Debug/net10.0/App.dll')] });
  try {
    for (const generation of generations) {
      const client = (await connect(app.url, { generation })).listen('greeting');
      client.emit('hello', generation);
      assert.deepEqual(await client.next('greeting'), [`Hello, ${generation}!`]);
      assert.deepEqual(await (await connect(`${app.url}/hub`, { generation })).ask('greet', generation), [`Hello, ${generation}!`]);
    }
  } finally {
    await app.stop();
  }
});

test('rooms span servers that are built on the packages, by mesh and by Redis', async () => {
  const [a, b] = [await freePort(), await freePort()];
  await spanning(['mesh', a, b], ['mesh', b, a]);
  const redis = await (await Redis.reserve()).start();
  try {
    await spanning(['redis', redis.address, a], ['redis', redis.address, b], [a, b]);
  } finally {
    await redis.process.stop();
  }
});

/** Two servers with these arguments: what is told at one is heard at both. */
async function spanning(first, second, ports = [first[1], second[1]]) {
  const servers = [first, second].map(args => new Launched('dotnet', [join(folder, 'bin/Debug/net10.0/App.dll'), ...args.map(String)]));
  try {
    const urls = ports.map(port => `http://127.0.0.1:${port}`);
    for (const [n, url] of urls.entries()) {
      await until(async () => servers[n].end || (await fetch(url)).status, `${url} to listen`, { limit: 60_000 });
      assert.equal(servers[n].end, undefined, servers[n].lines.join('\n'));
    }
    const people = await Promise.all(urls.map(async url => (await connect(url, { generation: '4.8.4' })).listen('told')));
    await until(async () => (await people[0].ask('count'))[0] === 2, 'the servers to know each other', { limit: 60_000 });
    people[1].emit('tell', first[0]);
    for (const person of people) assert.deepEqual(await person.next('told'), [first[0]]);
    people.forEach(person => person.close());
  } finally {
    await Promise.all(servers.map(server => server.stop()));
  }
}
