using System.Net;
using System.Text.Json;
using Gossamer.SocketIO.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Gossamer.SocketIO;

/// <summary>
/// Options of a Socket.IO server. The defaults are those of Socket.IO itself where it has the option. They are read once, at start,
/// and checked then: a value out of range stops the start with an <see cref="Microsoft.Extensions.Options.OptionsValidationException"/>.
/// </summary>
public sealed class SocketIOOptions
{
    /// <summary>
    /// How long after the last sign of life the next heartbeat is sent (Engine.IO 4: by the server; 3: by the client, which
    /// is told this value). Default 25 s; 1 ms to 1 day.
    /// </summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// How long the server's ping may stay unanswered before a client of Engine.IO 4 (Socket.IO 3.x and later) counts as gone. Any other
    /// packet is as good an answer. Default 20 s; 1 ms to 1 day.
    /// </summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How much longer than <see cref="PingInterval"/> a client of Engine.IO 3 (Socket.IO 1.x and 2.x) may be silent before it counts as
    /// gone. These clients ping by a timer of their own, which a browser lets run once a minute in a tab that nobody sees: so it is more
    /// than for others. Default 60 s, as Socket.IO 1.x had it; 1 ms to 1 day.
    /// </summary>
    public TimeSpan PingTimeoutV3 { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an upgrade from polling to WebSocket may take. Default 10 s; 1 ms to 1 hour.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may stay without joining a namespace. Default 45 s; 1 ms to 1 hour.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long a client whose session the server ended may take to fetch its last packets and to answer the WebSocket's close.
    /// Default 3 s; 1 ms to 1 hour.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The largest message from a client, and the largest HTTP body of polling, in bytes. Larger ones end the session.
    /// Default 1,000,000; 64 to 1,000,000,000.
    /// </summary>
    public int MaxPayload { get; set; } = 1_000_000;

    /// <summary>
    /// How many binary attachments one packet from a client may have, whether they follow it or, by the <see cref="Parser"/>, stand in it.
    /// Default 10; 0 to 99,999.
    /// </summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>
    /// How long the attachments of a binary packet may be on their way, from the packet or the attachment before; then the connection is
    /// closed ("attachments missing"). Default 10 s; 1 ms to 1 hour.
    /// </summary>
    public TimeSpan AttachmentTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest <c>auth</c> that a client may give with its CONNECT, in bytes of JSON; a larger one is refused
    /// (<c>connect_error</c> with <c>data.code</c> "auth-too-large"). It is kept as long as the socket. Default 8,192; 64 to 1,000,000.
    /// </summary>
    public int MaxAuth { get; set; } = 8_192;

    /// <summary>
    /// How many characters of a connection's query and headers are kept for its <see cref="Handshake"/>, names included. The query stays
    /// whole, and of the headers the smallest, so that one that is too large is left out. Default 8,192; 0 to 1,000,000.
    /// </summary>
    public int MaxHandshake { get; set; } = 8_192;

    /// <summary>
    /// Which of a request's headers are kept for its <see cref="Handshake"/>, by name; compare them ignoring case
    /// (<see cref="StringComparer.OrdinalIgnoreCase"/>). Default null: all. An application that reads none of them saves that memory.
    /// </summary>
    public IReadOnlySet<string>? KeptHeaders { get; set; }

    /// <summary>The transports that clients may use. Default both.</summary>
    public SocketIOTransports Transports { get; set; } = SocketIOTransports.All;

    /// <summary>Whether a polling client may upgrade to WebSocket. Default true.</summary>
    public bool AllowUpgrades { get; set; } = true;

    /// <summary>
    /// Whether clients of Engine.IO 3 (Socket.IO 1.x and 2.x) are let in. Default true; in Node (<c>allowEIO3</c>) it is false. Those that
    /// are not get "Unsupported protocol version".
    /// </summary>
    public bool AllowEIO3 { get; set; } = true;

    /// <summary>
    /// A cookie with the session's id, for load balancers that tell sessions apart by one: set with the answer to a handshake by polling,
    /// as in Node. Its name must be given; <c>HttpOnly</c> is wise, since whoever has the id can speak as the client. Default null: none.
    /// </summary>
    public CookieBuilder? Cookie { get; set; }

    /// <summary>
    /// Where the client's script is for browsers to load from the server's own path (<c>/socket.io/socket.io.js</c>, its minified and
    /// module builds, and their source maps): the folder <c>dist</c> of npm's socket.io-client, of the major version that you want.
    /// Default null: it is not served. Node serves the one that it comes with.
    /// </summary>
    public IFileProvider? ServeClient { get; set; }

    /// <summary>
    /// Whether WebSocket frames may be compressed (permessage-deflate). Default false: it costs memory on every connection, and
    /// secrets compressed beside text that an attacker chooses can be guessed (CRIME).
    /// </summary>
    public bool PerMessageDeflate { get; set; }

    /// <summary>
    /// Which of the WebSocket sub-protocols that a client offers is answered (RFC 6455, section 1.9); null, or one that it did not offer:
    /// none, and then a browser closes the connection. Default: null, the first that is offered.
    /// </summary>
    public Func<IList<string>, string?>? SubProtocol { get; set; }

    /// <summary>How many sessions may live at once; further ones are refused with HTTP 503. Default 100,000; at least 1.</summary>
    public int MaxSessions { get; set; } = 100_000;

    /// <summary>
    /// How many sessions there may be whose clients have not sent their CONNECT since the handshake (those of Socket.IO 1.x and 2.x, and of
    /// Engine.IO alone, have not polled); when there are more, the oldest end, "never used", so that handshakes alone shut nobody out.
    /// Default 10,000; at least 1.
    /// </summary>
    public int MaxPendingSessions { get; set; } = 10_000;

    /// <summary>
    /// How long such a session may wait for its client while others come. Default 10 s; 1 ms to 1 hour.
    /// </summary>
    public TimeSpan PendingTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many sessions one address may have, an IPv6 address by its first 64 bits; further ones are refused with HTTP 429. Behind a proxy
    /// all clients have its address unless forwarded headers are used (<c>UseForwardedHeaders</c>). Default 10,000; at least 1.
    /// </summary>
    public int MaxSessionsPerAddress { get; set; } = 10_000;

    /// <summary>
    /// How many handshakes a second one address may make in the long run; further ones are refused with HTTP 429. Default 1,000; at least
    /// 1.
    /// </summary>
    public int HandshakesPerSecondPerAddress { get; set; } = 1_000;

    /// <summary>How many handshakes one address may make at once after a rest. Default 2,000; at least 1.</summary>
    public int HandshakeBurstPerAddress { get; set; } = 2_000;

    /// <summary>
    /// How many packets may wait for one client. While more do it is closed ("too slow") when it has taken nothing for a quarter of
    /// <see cref="WriteTimeout"/>, and at four times as many in any case. From a sixteenth on <c>EmitAsync</c> to a socket waits until
    /// there is room again, so that who awaits it comes nowhere near. Default 10,000; at least 16.
    /// </summary>
    public int OutboxPackets { get; set; } = 10_000;

    /// <summary>
    /// How many bytes may wait for one client, with the same consequences as <see cref="OutboxPackets"/>; but an event for which nothing
    /// waits before it may be larger. Default 16 MiB; at least 64 KiB.
    /// </summary>
    public long OutboxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long writing to a client may stand still, nothing of it being taken; then, or up to a quarter later, the connection is cut
    /// ("write stalled"). However slowly it moves it goes on: on Linux that is what the client's system has confirmed, elsewhere what the
    /// server's takes, some 100 KiB at a time. It is also how long <c>EmitAsync</c> waits for room at most. Default 30 s; 1 ms to 1 hour.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many bytes may be held for all clients together: what waits in their outboxes and is being written, messages that have not
    /// come whole, events that wait, headers and auth, and what <see cref="Recovery"/> and each <see cref="IMemoryHolder"/> keep. When it
    /// is more, the connection for which most is held is closed ("memory exhausted"), and so on. What many outboxes share counts once. Half
    /// of it may be what the connections of one address have sent, and which has not come whole or is kept.
    /// Default 192 MiB, or a quarter of the memory that the process may use where that is less; at least 1 MiB.
    /// </summary>
    public long MaxMemory { get; set; } = Math.Min(192L * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>
    /// How many packets a second (events, answers, attachments, heartbeats) a connection may send in the long run. Who is faster is read
    /// more slowly: nothing is lost. Default 1,000; 0: any number.
    /// </summary>
    public int PacketsPerSecond { get; set; } = 1_000;

    /// <summary>How many packets a connection may send at once after a rest. Default 5,000; at least 1.</summary>
    public int PacketBurst { get; set; } = 5_000;

    /// <summary>How many bytes a second a connection may send in the long run. Default 4 MiB; 0: any number.</summary>
    public long BytesPerSecond { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many bytes a connection may send at once after a rest. Default 16 MiB; at least 1.</summary>
    public long ByteBurst { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many packets a second all connections of one address (IPv6: of its first 64 bits) may send in the long run; after a rest what
    /// they may in 5 s at once. Who is faster is read more slowly. Default 20,000; 0: any number.
    /// </summary>
    public int PacketsPerSecondPerAddress { get; set; } = 20_000;

    /// <summary>
    /// Addresses whose connections may send packets and bytes at any rate: servers and back ends of one's own that are known by their
    /// address. None by default.
    /// </summary>
    public ICollection<IPAddress> UnlimitedAddresses { get; } = [];

    /// <summary>
    /// How many bytes a second all connections of one address may send in the long run; after a rest what they may in 1 s at once. What
    /// has come of a message counts as it comes. Default 40 MiB; 0: any number.
    /// </summary>
    public long BytesPerSecondPerAddress { get; set; } = 40 * 1024 * 1024;

    /// <summary>
    /// How many times a second a connection may join a namespace in the long run; who is faster is read more slowly. Default 10; 0: any
    /// number.
    /// </summary>
    public int ConnectsPerSecond { get; set; } = 10;

    /// <summary>How many namespaces a connection may join at once after a rest. Default 100; at least 1.</summary>
    public int ConnectBurst { get; set; } = 100;

    /// <summary>
    /// How many times a second all connections of one address (IPv6: of its first 64 bits) may join a namespace in the long run; after a
    /// rest what they may in 5 s at once. Who is faster is read more slowly. Default 2,000; 0: any number.
    /// </summary>
    public int ConnectsPerSecondPerAddress { get; set; } = 2_000;

    /// <summary>
    /// For how long a connection may go on sending faster than its own rates allow, being made to wait all the while; then it is closed
    /// ("too fast"). Default 1 minute; 1 ms to 1 day.
    /// </summary>
    public TimeSpan TooFastTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many events of one socket may wait while a handler of it takes its time, as long as they have less than
    /// <see cref="MaxPayload"/> bytes together; then the client waits. Default 100; at least 1.
    /// </summary>
    public int MaxWaitingEvents { get; set; } = 100;

    /// <summary>
    /// How many answers one socket may owe at a time; further questions end as if it were gone. Default 1,000; at least 1.
    /// </summary>
    public int MaxPendingAcks { get; set; } = 1_000;

    /// <summary>How long to wait for an answer when no time is given. Default 10 s; 1 ms to 1 hour.</summary>
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many namespaces clients may bring into being through patterns. Default 10,000; at least 1.</summary>
    public int MaxDynamicNamespaces { get; set; } = 10_000;

    /// <summary>
    /// Whether a namespace that a pattern made ceases with its last socket, its rooms and handlers with it. Default true; in Node it is
    /// false. Those that stay count in <see cref="MaxDynamicNamespaces"/>.
    /// </summary>
    public bool CleanupEmptyChildNamespaces { get; set; } = true;

    /// <summary>Connection state recovery; null, the default: none.</summary>
    public RecoveryOptions? Recovery { get; set; }

    /// <summary>
    /// How arguments are read and written where no <see cref="System.Text.Json.Serialization.Metadata.JsonTypeInfo{T}"/> is given.
    /// Default <see cref="JsonSerializerOptions.Web"/>; for native AOT, give it options with a source-generated resolver.
    /// </summary>
    public JsonSerializerOptions Json { get; set; } = SocketIOJson.Default;

    /// <summary>
    /// How packets are written on the wire; every client has to be given the same (<c>parser</c>). Null, the default: JSON text, as clients
    /// have it unless they are told otherwise. A client with another one is closed, "parse error".
    /// </summary>
    public ISocketIOParser? Parser { get; set; }

    /// <summary>Makes the adapter of each namespace; null, the default: an <see cref="InMemoryAdapter"/>.</summary>
    public Func<Namespace, Adapter>? Adapter { get; set; }
}
