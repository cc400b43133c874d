// The package as its users meet it: packed, restored from a folder into a fresh project, built, and talked to.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { repository } from '../../e2e/harness/paths.js';
import { within } from '../../e2e/harness/wait.js';
import { connect, generations } from '../harness/clients.js';
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

const files = version => ({
  'nuget.config': '<configuration><packageSources><clear /><add key="local" value="feed" /></packageSources></configuration>',
  'Directory.Build.props': '<Project />', // whatever stands above
  'App.csproj': `<Project Sdk="Microsoft.NET.Sdk.Web">
    <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
    <ItemGroup><PackageReference Include="Gossamer.SocketIO" Version="${version}" />
      <PackageReference Include="Gossamer.SocketIO.MessagePack" Version="${version}" />
      <PackageReference Include="Gossamer.SocketIO.Testing" Version="${version}" /></ItemGroup>
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
    builder.Services.AddSocketIO();
    var app = builder.Build();
    app.MapSocketIO();
    app.Services.GetRequiredService<SocketIOServer>().OnConnection(socket =>
        socket.On("hello", async (string name) => await socket.EmitAsync("greeting", $"Hello, {name}!")));
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
  const packages = ['Gossamer.SocketIO', 'Gossamer.SocketIO.MessagePack', 'Gossamer.SocketIO.Testing'];
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
