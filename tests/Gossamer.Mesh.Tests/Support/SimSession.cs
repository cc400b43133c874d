using System.Text;

namespace Gossamer.Mesh.Tests;

/// <summary>One connection: what it was handed, and where its client is.</summary>
/// <param name="handed">The frames that its server handed to anybody, each once: all receivers share one array.</param>
internal sealed class SimSession(List<ReadOnlyMemory<byte>> handed) : ISessionOutlet
{
    private MeshSession? _session;

    /// <summary>Texts of its frames, in order.</summary>
    internal List<string> Texts { get; } = [];

    /// <summary>What it brings when it comes back.</summary>
    internal string Offset { get; private set; } = "";

    /// <summary>How it began; null while it resumes.</summary>
    internal bool? IsComplete { get; private set; }

    internal int Losses { get; private set; }

    internal int Probes { get; private set; }

    internal bool IsEnded { get; private set; }

    /// <summary>Frames that begin so it does not want.</summary>
    internal string? Unwanted { get; init; }

    /// <summary>How often it was passed over by one.</summary>
    internal int PassedOver { get; private set; }

    internal void Begin(MeshSession session) => _session = session;

    internal bool IsIn(string room) => _session!.IsIn(SimNode.Room(room));

    internal Task<RoomJoin> Join(string room) => _session!.JoinAsync(SimNode.Room(room));

    internal bool LeaveRoom(string room) => _session!.Leave(SimNode.Room(room));

    internal void Leave() => _session!.Leave();

    internal void Disconnect() => _session!.Disconnect();

    internal void Confirm() => _session!.Confirm();

    public TimeSpan SilentFor => TimeSpan.Zero;

    void ISessionOutlet.Begin(bool isComplete, ReadOnlySpan<byte> offset)
    {
        IsComplete.ShouldBeNull("a session begins once");
        (IsComplete, Offset) = (isComplete, Encoding.ASCII.GetString(offset));
    }

    bool ISessionOutlet.Accepts(ReadOnlySpan<byte> frame) => Unwanted is null || !frame.StartsWith(Encoding.UTF8.GetBytes(Unwanted));

    void ISessionOutlet.Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset)
    {
        IsComplete.ShouldNotBeNull("a frame before the beginning");
        if (!((ISessionOutlet)this).Accepts(frame.Span))
        {
            (PassedOver, Offset) = (PassedOver + 1, Encoding.ASCII.GetString(offset));
            return;
        }

        Texts.Add(Encoding.UTF8.GetString(frame.Span));
        Offset = Encoding.ASCII.GetString(offset);
        if (!handed.Exists(known => known.Equals(frame)))
            handed.Add(frame);
    }

    void ISessionOutlet.Advance(ReadOnlySpan<byte> offset)
    {
    }

    void ISessionOutlet.ReportLoss(ReadOnlySpan<byte> offset)
    {
        Losses++;
        Offset = Encoding.ASCII.GetString(offset);
    }

    void ISessionOutlet.Probe() => Probes++;

    void ISessionOutlet.End() => IsEnded = true;
}
