using System.Diagnostics;

namespace Gossamer.Server.Limits;

/// <summary>How fast clients may be, and what becomes of those that are faster.</summary>
internal sealed record RateOptions
{
    /// <summary>Messages to no more connections than this, the sender's own with them, count by <see cref="Messages"/> alone.</summary>
    public const int FewConnections = 8;

    /// <summary>An event of this many bytes counts twice: to watch a thousand long names takes as long as to watch fifty often.</summary>
    public const int EventBytes = 4096;

    /// <summary>A delivery of a text of this many bytes costs twice what one of a short text costs.</summary>
    public const int DeliveryBytes = 1024;

    /// <summary>A file times the connections that it is for, in bytes: 128 of the largest, a thousand of a picture of 32 KiB.</summary>
    public const long MaxFileBytesTold = 32 * 1024 * 1024;

    /// <summary>What a message is beside its text, names, id and offset, in bytes.</summary>
    public const int FrameBytes = 150;

    /// <summary>
    /// <c>im</c>. 200 a second is far beyond what people write, and 0.2 % of what one core carries (bench/README.md); 1,000 at once lets a
    /// program send what it held back while it was away for a few seconds.
    /// </summary>
    public EventRates Messages { get; init; } = EventRates.Of(200, 1_000);

    /// <summary>
    /// <c>identify</c>. Each that changes something costs the whole mesh a change of presence. The first of a connection counts for the
    /// connection only: how many connections an address opens is limited already.
    /// </summary>
    public EventRates Identify { get; init; } = EventRates.Of(5, 20);

    /// <summary><c>watch</c> and <c>unwatch</c>: up to 1,000 names each, some 100 us to 6 ms.</summary>
    public EventRates Watch { get; init; } = EventRates.Of(20, 100);

    /// <summary>
    /// Deliveries of messages to more than <see cref="FewConnections"/>: one to a user with a thousand connections is a thousand, one of
    /// 4 KiB five thousand. Of an address only: a tenth of what one core carries, and at once what takes some 15 ms (the attack
    /// "never-read": everybody else's messages wait so long behind it).
    /// </summary>
    public EventRates Deliveries { get; init; } = EventRates.OfAddress(10_000);

    /// <summary>
    /// Bytes of messages from one address to one user, 16 s' worth at once: so that nobody is thrown out whose line is slower than others
    /// send (half a megabit a second), as "too slow". People write less than a thousandth of it.
    /// </summary>
    public RateLimit BytesToRecipient { get; init; } = OfRecipient(64 * 1024);

    /// <summary>
    /// Bytes of messages of one user, from whatever addresses: some more than a connection may send in all, so that further ones do not
    /// multiply it. It is a whole number of ticks for each.
    /// </summary>
    public EventRates Bytes { get; init; } = EventRates.OfUser(5_000_000);

    /// <summary>
    /// Files, in pieces of <see cref="EventBytes"/> and one more: ten of 256 KiB at once, then one in 2 s; of small ones more.
    /// </summary>
    public EventRates Files { get; init; } = EventRates.Of(33, 650);

    /// <summary>
    /// Files times the connections that they go to, in pieces of <see cref="EventBytes"/>, of an address: 8 MiB a second. At once as much
    /// as one file may be told in all.
    /// </summary>
    public EventRates FileDeliveries { get; init; } = new(RateLimit.None, RateLimit.None, new(2_048, (int)(MaxFileBytesTold / EventBytes)));

    /// <summary>
    /// Bytes of files from one address to one user, each of <see cref="EventBytes"/> at least: ten of 256 KiB at once, so that nobody's
    /// line is held by what others send.
    /// </summary>
    public RateLimit FileBytesToRecipient { get; init; } = OfRecipient(192 * 1024);

    /// <summary>
    /// Coming back to a session: all servers are asked. After the death of a server thousands come back from one address.
    /// </summary>
    public EventRates Returns { get; init; } = new(new(1, 8), RateLimit.None, new(500, 5_000));

    /// <summary>After a refusal nothing is read from that connection for so long: a flood waits in its sender's own buffers.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A connection that is refused again and again for so long, although it is told, is disconnected.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a refusal it has learned, and patience begins anew.</summary>
    public TimeSpan Forgiveness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long an address or a user without connections is remembered: longer than a bucket takes to fill.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many of them are.</summary>
    public int MaxRemembered { get; init; } = 20_000;

    /// <param name="bytesPerSecond">0: without limit.</param>
    public static RateLimit OfRecipient(int bytesPerSecond) => new(bytesPerSecond, 16 * bytesPerSecond);

    public EventRates Of(EventKind kind) => kind switch
    {
        EventKind.Message => Messages,
        EventKind.Identify => Identify,
        EventKind.Watch => Watch,
        EventKind.Return => Returns,
        EventKind.Delivery or EventKind.SignalDelivery => Deliveries,
        EventKind.Byte => Bytes,
        EventKind.File => Files,
        EventKind.FileDelivery => FileDeliveries,
        _ => throw new UnreachableException(),
    };
}
