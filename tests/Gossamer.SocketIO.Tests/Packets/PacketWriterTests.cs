using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Tests.Packets;

public sealed class PacketWriterTests
{
    [Theory]
    [MemberData(nameof(PacketVectors.Names), MemberType = typeof(PacketVectors))]
    public void Frame_Vector_GivesMessage(string name)
    {
        var vector = PacketVectors.Get(name);
        var frame = PacketWriter.Frame(vector.Type, vector.Ns, Wire.Text(vector.Json), vector.AckId, vector.Attachments);
        Encoding.UTF8.GetString(frame).ShouldBe("4" + vector.Text);
    }

    [Fact]
    public void Frame_RandomEvents_ReadBackTheSame()
    {
        var namespaces = Strings.Any.Select(s => "/" + s.Replace(',', '_')).Where(ns => Encoding.UTF8.GetByteCount(ns) is > 1 and <= 256);
        Gen.Select(Gen.OneOf(Gen.Const("/"), namespaces), Strings.Any, Strings.Any, Gen.Int[-1, int.MaxValue], Gen.Int[0, 10])
            .Where((_, name, _, _, _) => !ReservedEvents.Contains(name))
            .Sample((ns, name, argument, id, attachments) =>
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(new[] { name, argument });
                long? ackId = id < 0 ? null : id;
                var type = attachments > 0 ? PacketType.BinaryEvent : PacketType.Event;
                var frame = PacketWriter.Frame(type, ns, json, ackId, attachments);

                PacketReader.TryRead(frame.AsMemory(1), PacketVectors.Limits, out var packet).ShouldBeTrue();
                packet.Type.ShouldBe(type);
                Encoding.UTF8.GetString(packet.Namespace.Span).ShouldBe(ns == "/" ? "" : ns);
                packet.AckId.ShouldBe(ackId);
                packet.Attachments.ShouldBe(attachments);
                packet.Data.ToArray().ShouldBe(json);
            }, iter: 3_000);
    }

    [Fact]
    public void Frame_GreatestNumbers_AreWrittenWhole() =>
        Encoding.UTF8.GetString(PacketWriter.Frame(PacketType.BinaryAck, "/", "[]"u8, long.MaxValue, int.MaxValue))
            .ShouldBe("462147483647-9223372036854775807[]");
}
