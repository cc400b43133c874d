using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gossamer.Server.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Gossamer.Mesh.Nats.Tests.NatsServer))]

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>A nats-server as a process of the tests, on a free port of loopback; as a fixture the one that most share.</summary>
public sealed class NatsServer : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string? _configuration;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gossamer-nats");
    private Process? _process;

    public NatsServer()
        : this(null)
    {
    }

    /// <param name="configuration">The text of its configuration file, beside address and port.</param>
    internal NatsServer(string? configuration) => _configuration = configuration;

    internal int Port { get; } = FreePort();

    internal string Url => $"nats://127.0.0.1:{Port}";

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_folder.FullName, "nats.conf");
        await File.WriteAllTextAsync(file, $"listen: 127.0.0.1:{Port}\n{_configuration}\n");
        var start = new ProcessStartInfo(Program, ["-c", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) => _lines.Enqueue(e.Data ?? "");
        _process.OutputDataReceived += (_, e) => _lines.Enqueue(e.Data ?? "");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Until.Async(() => _process.HasExited || Accepts(), () => $"nats-server to listen: {string.Join('\n', _lines)}");
        _process.HasExited.ShouldBeFalse(string.Join('\n', _lines));
    }

    /// <summary>Ends it at once; <see cref="InitializeAsync"/> starts it again at the same port.</summary>
    internal async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    internal static int FreePort() => Ports.Free(1)[0];

    private static string Program => File.Exists("/usr/sbin/nats-server") ? "/usr/sbin/nats-server" : "nats-server"; // not in every path

    private bool Accepts()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
