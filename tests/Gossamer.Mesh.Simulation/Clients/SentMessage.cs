using System.Buffers.Binary;
using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>A message of a client, with all its sendings.</summary>
internal sealed class SentMessage(World world, int number, Client sender, UserName to, bool isRepeatable)
{
    private readonly List<Sending> _sendings = [];

    internal int Number => number;

    internal Client Sender => sender;

    internal UserName To => to;

    internal bool IsRepeatable => isRepeatable;

    /// <summary>Each time that a server accepted it: once, unless it was repeated.</summary>
    internal IReadOnlyList<Sending> Sendings => _sendings;

    internal bool Concerns(UserName user) => to == user || sender.User == user;

    internal void Send(ClientConnection connection) => connection.ToServer(() => Accept(connection));

    private void Accept(ClientConnection connection)
    {
        if (connection.Session is null || !connection.IsOpenAtServer || !connection.Server.IsLive)
            return;
        var frame = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(frame, number);
        var server = connection.Server;
        var envelope = new Envelope(new(number.ToString(CultureInfo.InvariantCulture)), sender.User, to, frame)
        {
            At = server.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            MayRepeat = isRepeatable,
        };
        world.Trace.Add("c-sent", server.Slot, -1, number);
        var sending = new Sending(this, server, world.Timeline.Now, connection);
        sending.Outcome = server.Node.RouteAsync(envelope, CancellationToken.None).AsTask();
        sending.Stamp = envelope.Stamp.Number;
        if (sending.Stamp > 0)
            _sendings.Add(sending);
        world.Clients.Ledger.Await(sending);
    }
}
