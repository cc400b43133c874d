using Gossamer.Mesh;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Doctor;

/// <summary>
/// Opens a link as the server would, by the same transport, keys and rules, and closes it before anything is said. To the other server such
/// a link is nobody's: one that is up stays as it is.
/// </summary>
internal sealed class MeshProbe : IDisposable
{
    private readonly ServiceProvider _services;

    public MeshProbe(Patient patient)
    {
        var services = new ServiceCollection();
        services.AddMesh(mesh => ServerSite.Join(mesh, patient.Self, patient.Config, patient.Settings))
            .AddDirect(direct => ServerSite.Configure(direct, patient.Settings));
        _services = services.BuildServiceProvider();
    }

    /// <summary>Null: the link opened. Otherwise why not.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The settings do not hold.</exception>
    public async Task<LinkClose?> TryAsync(MeshPeer peer, TimeSpan timeout, CancellationToken cancellation)
    {
        var transport = _services.GetServices<IMeshTransport>().First();
        var sender = new Opening();
        var channel = transport.Open(peer, sender);
        try
        {
            return await sender.Result.Task.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException)
        {
            return new LinkClose(LinkCloseCode.ConnectFailed, "no answer in time");
        }
        finally
        {
            channel.Close(new LinkClose(LinkCloseCode.Goodbye));
        }
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Has nothing to say.</summary>
    private sealed class Opening : ILinkSender
    {
        public TaskCompletionSource<LinkClose?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Opened() => Result.TrySetResult(null);

        public TakeResult Take(System.Buffers.IBufferWriter<byte> output) => TakeResult.Nothing;

        public void Closed(LinkClose reason) => Result.TrySetResult(reason);
    }
}
