using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Gossamer.SocketIO.MessagePack;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Redis.Wire;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>What is published is read as it was; whatever comes ends nothing.</summary>
public sealed class CodecTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Name = Gen.String[0, 20];

    private static readonly Gen<string> Text = Name.Select(static text => JsonSerializer.Serialize(text, Relaxed));

    private static readonly Gen<string> Value = Gen.OneOf(
        Text,
        Gen.Long.Select(static number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Const("null"),
        Text.Array[0, 3].Select(static all => $$"""{"a":[{{string.Join(',', all)}}]}"""));

    private static readonly Gen<BroadcastTarget> Target = Gen.Select(Name.Array[0, 4], Name.Array[0, 4], Gen.Bool, Gen.Bool).Select(
        static (rooms, except, isVolatile, compress) => BroadcastTarget.All with
        {
            Rooms = [.. rooms], Except = [.. except], Volatile = isVolatile, Compress = compress, Local = true,
        });

    private static readonly Gen<BroadcastMessage> Broadcast = Gen.Select(
        Value.Array[0, 4], Gen.Byte.Array[0, 300].Array[0, 3], Target).Select(static (values, bytes, target) =>
        {
            var placeholders = bytes.Select(static (_, n) => $$"""{"_placeholder":true,"num":{{n}}}""");
            var json = $"""["event",{string.Join(',', values.Concat(placeholders).Append("1"))}]""";
            return new BroadcastMessage("/ns", Encoding.UTF8.GetBytes(json), [.. bytes.Select(static each => each.AsMemory())], target);
        });

    [Fact]
    public void Broadcast_AnyEvent_IsReadAsItWas() => Broadcast.Sample(static broadcast =>
    {
        var message = BroadcastCodec.Encode("uid", broadcast)!;

        BroadcastCodec.TryReadUid(message, out var uid).ShouldBeTrue();
        BroadcastCodec.TryDecode(message, out var read).ShouldBeTrue();
        uid.ShouldBe("uid");
        ShouldBeSame(read!, broadcast);
    });

    [Fact]
    public void Question_AnyEvent_IsReadAsItWas() => Broadcast.Sample(static broadcast =>
    {
        var question = new ClientQuestion("uid", "id", broadcast, TimeSpan.FromMilliseconds(1500));

        ClientQuestionCodec.TryDecode(ClientQuestionCodec.Encode(question)!, out var read).ShouldBeTrue();
        (read!.Uid, read.Id, read.Timeout).ShouldBe(("uid", "id", question.Timeout));
        ShouldBeSame(read.Broadcast, broadcast);
    });

    [Fact]
    public void Request_OfAnyRooms_IsReadAsItWas() => Gen.Select(Target, Name.Array[0, 4], Gen.Bool).Sample(static (target, rooms, close) =>
    {
        RequestCodec.TryDecode(RequestCodec.Rooms("uid", RequestType.RemoteLeave, target, rooms), out var leave).ShouldBeTrue();
        RequestCodec.TryDecode(RequestCodec.Disconnect("uid", target, close), out var disconnect).ShouldBeTrue();
        RequestCodec.TryDecode(RequestCodec.Fetch("uid", "id", target), out var fetch).ShouldBeTrue();

        (leave!.Type, leave.Uid, leave.Id).ShouldBe((RequestType.RemoteLeave, "uid", null));
        leave.Rooms.ShouldBe(rooms);
        (disconnect!.Type, disconnect.Close).ShouldBe((RequestType.RemoteDisconnect, close));
        (fetch!.Type, fetch.Id).ShouldBe((RequestType.RemoteFetch, "id"));
        foreach (var request in new[] { leave, disconnect, fetch })
        {
            request.Target!.Rooms.SetEquals(target.Rooms).ShouldBeTrue();
            request.Target.Except.SetEquals(target.Except).ShouldBeTrue();
        }
    });

    [Fact]
    public void Decoders_OfAnyBytes_DoNotThrow() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        DecodeAll(bytes);
        DecodeAll([(byte)'{', .. bytes]);
    });

    [Fact]
    public void Decoders_OfMessagesWithFaults_DoNotThrow() => Gen.Select(Broadcast, Gen.Int[0, 1000], Gen.Byte, Gen.Bool).Sample(
        static (broadcast, at, fault, isCut) =>
        {
            foreach (var message in new[]
            {
                BroadcastCodec.Encode("uid", broadcast)!,
                ClientQuestionCodec.Encode(new("uid", "id", broadcast, TimeSpan.Zero))!,
                RequestCodec.Fetch("uid", "id", broadcast.Target),
                RequestCodec.ServerSideEmit("uid", "id", broadcast.Json),
                ClientQuestionCodec.EncodeAnswer("id", broadcast.Json.Span, broadcast.Attachments)!,
            })
            {
                var index = at % message.Length;
                message[index] = fault;
                DecodeAll(isCut ? message[..index] : message);
            }
        });

    [Fact]
    public async Task Adapter_OfAnyMessage_DoesNotThrow()
    {
        await using var cluster = await Cluster.StartAsync(1);
        await cluster.JoinAsync(0);
        var adapter = cluster.AdapterOf(0);
        Gen.Select(Broadcast, Gen.Int[0, 1000], Gen.Byte).Sample(
            (broadcast, at, fault) =>
            {
                var (message, request) = (BroadcastCodec.Encode("uid", broadcast)!, RequestCodec.Fetch("uid", "id", broadcast.Target));
                message[at % message.Length] = fault;
                request[at % request.Length] = fault;
                adapter.OnMessage("socket.io#/#", message);
                adapter.OnMessage("socket.io-request#/#", request);
                adapter.OnResponse("socket.io-response#/#", request);
            },
            threads: 1);
        cluster.Log.Count(7003).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(new byte[] { 0x93, 0xa1, (byte)'u', 0xdf, 0xff, 0xff, 0xff, 0xff })] // a map of 2^32 - 1
    [InlineData(new byte[] { 0x93, 0xa1, (byte)'u', 0x80, 0x80 })] // neither type nor data
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'u', 0x80 })]
    [InlineData(new byte[] { 0xdd, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { })]
    public void TryDecode_OfABroadcastThatIsNone_IsFalse(byte[] message) => BroadcastCodec.TryDecode(message, out _).ShouldBeFalse();

    [Theory]
    [InlineData("""["connect"]""")]
    [InlineData("""[1]""")]
    [InlineData("""[]""")]
    [InlineData("""{"a":1}""")]
    public void TryDecode_OfAnEventWithoutANameOfItsOwn_IsFalse(string data)
    {
        var message = BroadcastCodec.Encode("uid", new("/", Encoding.UTF8.GetBytes(data), [], BroadcastTarget.All))!;

        BroadcastCodec.TryDecode(message, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("d6ff00000000", "1970-01-01T00:00:00.000Z")]
    [InlineData("d7ff1dcd65000000000a", "1970-01-01T00:00:10.125Z")]
    [InlineData("c70cff00000000ffffffffffffffff", "1969-12-31T23:59:59.000Z")]
    public void TryDecode_OfATimestamp_IsADate(string timestamp, string date)
    {
        byte[] data = [0x92, 0xa1, (byte)'d', .. Convert.FromHexString(timestamp)];
        byte[] packet = [0x83, 0xa4, .. "type"u8, 2, 0xa4, .. "data"u8, .. data, 0xa3, .. "nsp"u8, 0xa1, (byte)'/'];
        byte[] message = [0x93, 0xa1, (byte)'u', .. packet, 0x80];

        BroadcastCodec.TryDecode(message, out var read).ShouldBeTrue();
        Encoding.UTF8.GetString(read!.Json.Span).ShouldBe($"""["d","{date}"]""");
    }

    [Fact]
    public void Packets_OfServersWithDifferentParsers_AreTheSame() => Broadcast.Sample(static broadcast =>
    {
        foreach (var parser in new ISocketIOParser?[] { null, new MessagePackParser() })
        {
            var packet = PacketCodec.Write(new PacketEncoder(parser, "/ns"), broadcast, "an-offset");

            packet.Offset.ShouldBe("an-offset");
            PacketCodec.TryRead(packet, parser, out var json, out var attachments).ShouldBeTrue();
            ShouldBeSame(broadcast with { Json = json, Attachments = attachments }, broadcast);
        }
    });

    private static void DecodeAll(byte[] message)
    {
        BroadcastCodec.TryReadUid(message, out _);
        BroadcastCodec.TryDecode(message, out _);
        ClientQuestionCodec.TryDecode(message, out _);
        ClientQuestionCodec.TryDecodeAnswer(message, out _, out _, out _);
        RequestCodec.TryDecode(message, out _);
        RequestCodec.TryReadObject(message, out _);
    }

    private static void ShouldBeSame(BroadcastMessage read, BroadcastMessage written)
    {
        using var one = JsonDocument.Parse(read.Json);
        using var other = JsonDocument.Parse(written.Json);
        JsonElement.DeepEquals(one.RootElement, other.RootElement).ShouldBeTrue(Encoding.UTF8.GetString(read.Json.Span));
        read.Namespace.ShouldBe(written.Namespace);
        read.Attachments.Select(static each => Convert.ToHexString(each.Span))
            .ShouldBe(written.Attachments.Select(static each => Convert.ToHexString(each.Span)));
        (Sorted(read.Target.Rooms), Sorted(read.Target.Except)).ShouldBe((Sorted(written.Target.Rooms), Sorted(written.Target.Except)));
        (read.Target.Volatile, read.Target.Compress).ShouldBe((written.Target.Volatile, written.Target.Compress));
    }

    private static string Sorted(ImmutableHashSet<string> names) => string.Join('|', names.Order(StringComparer.Ordinal));
}
