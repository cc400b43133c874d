using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gossamer.SocketIO.MessagePack.Tests;

public sealed class MessagePackParserTests
{
    [Theory]
    [MemberData(nameof(MessageVectors.Names), MemberType = typeof(MessageVectors))]
    public void TryParse_Vector_GivesPacket(string name)
    {
        var vector = MessageVectors.Get(name);

        var packet = Wire.Parse(Wire.Hex(vector.Hex));

        packet.Type.ShouldBe(vector.Type);
        packet.Namespace.ShouldBe(vector.Ns);
        packet.AckId.ShouldBe(vector.AckId);
        packet.Json().ShouldBe(vector.Json);
        packet.Attached().ShouldBe(vector.Attachments ?? []);
    }

    [Theory]
    [MemberData(nameof(MessageVectors.Names), MemberType = typeof(MessageVectors))]
    public void Write_Vector_GivesTheBytesOfNode(string name)
    {
        var vector = MessageVectors.Get(name);
        ReadOnlyMemory<byte>[] attachments = [.. (vector.Attachments ?? []).Select(static hex => (ReadOnlyMemory<byte>)Wire.Hex(hex))];
        var data = Encoding.UTF8.GetBytes(vector.Json);

        var message = Wire.Write(new SocketIOPacket(vector.Type, vector.Ns, vector.AckId, data) { Attachments = attachments });

        Convert.ToHexStringLower(message).ShouldBe(vector.Hex);
    }

    [Fact]
    public void TryParse_EveryPrefix_IsRefused()
    {
        foreach (var vector in MessageVectors.Every)
        {
            var message = Wire.Hex(vector.Hex);
            for (var length = 0; length < message.Length; length++)
                Wire.TryParse(message.AsMemory(0, length), out _).ShouldBeFalse($"{vector.Name}, {length} bytes");
        }
    }

    [Fact]
    public void TryParse_MoreBehindIt_IsRefused()
    {
        foreach (var vector in MessageVectors.Every)
            Wire.TryParse(Wire.Hex(vector.Hex + "c0"), out _).ShouldBeFalse(vector.Name);
    }

    [Fact]
    public void TryParse_AmidOtherBytes_ReadsNoneOfThem()
    {
        const int Fence = 32;
        foreach (var vector in MessageVectors.Every)
        {
            var message = Wire.Hex(vector.Hex);
            var all = new byte[message.Length + (2 * Fence)];
            all.AsSpan().Fill(0x93);
            message.CopyTo(all, Fence);
            Wire.Parse(all.AsMemory(Fence, message.Length)).Json().ShouldBe(vector.Json);
        }
    }

    /// <summary>What stands in a client's packet and not in a server's; the bytes are those of the npm package.</summary>
    [Theory]
    [InlineData("83 a474797065 00 a464617461 d40000 a36e7370 a12f", "", null)] // data: undefined
    [InlineData("85 a474797065 02 a464617461 91a3666f6f a76f7074696f6e73 81 a8636f6d7072657373c3 a26964 03 a36e7370 a12f", "[\"foo\"]", 3L)]
    [InlineData("84 a474797065 02 a464617461 91a162 a26964 d40000 a36e7370 a12f", "[\"b\"]", null)] // id: undefined
    [InlineData("86 05 930181a1ff90a17a c0 c0 a474797065 02 a464617461 91a162 a36e7370 a12f a26578 d501aaff", "[\"b\"]", null)]
    public void TryParse_WhatMeansNothing_IsPassedOver(string hex, string json, long? id)
    {
        var packet = Wire.Parse(Wire.Hex(hex));

        packet.Json().ShouldBe(json);
        packet.AckId.ShouldBe(id);
    }

    [Fact]
    public void TryParse_NameTwice_TakesTheLast() =>
        Wire.Parse(Wire.Hex("85 a474797065 01 a464617461 90 a464617461 91a162 a474797065 02 a36e7370 a12f")).Json().ShouldBe("[\"b\"]");

    [Theory]
    [InlineData("")]
    [InlineData("c0")]
    [InlineData("90")]
    [InlineData("80")]
    [InlineData("81 a474797065 02")] // no namespace
    [InlineData("81 a36e7370 a12f")] // no type
    [InlineData("82 a474797065 05 a36e7370 a12f")]
    [InlineData("82 a474797065 ff a36e7370 a12f")]
    [InlineData("82 a474797065 a132 a36e7370 a12f")]
    [InlineData("82 a474797065 c0 a36e7370 a12f")]
    [InlineData("82 a474797065 d40000 a36e7370 a12f")]
    [InlineData("82 a474797065 02 a36e7370 c0")]
    [InlineData("82 a474797065 02 a36e7370 01")]
    [InlineData("83 a474797065 02 a36e7370 a12f a26964 c0")] // id: null
    [InlineData("83 a474797065 02 a36e7370 a12f a26964 a131")]
    [InlineData("83 a474797065 02 a36e7370 a12f a26964 cb3ff8000000000000")]
    [InlineData("83 a474797065 02 a36e7370 a12f a26964 cfffffffffffffffff")] // beyond 2^63
    [InlineData("83 a474797065 02 a36e7370 a12f 90 c0")] // a key that is an array
    [InlineData("83 a474797065 02 a36e7370 a12f a464617461 c1")]
    [InlineData("dfffffffff a474797065 02 a36e7370 a12f")]
    [InlineData("32 5b 22 61 22 5d")] // 2["a"]
    public void TryParse_Other_IsRefused(string hex) => Wire.TryParse(Wire.Hex(hex), out _).ShouldBeFalse();

    [Fact]
    public void TryParse_EveryByteChanged_GivesJsonOrNothing()
    {
        foreach (var vector in MessageVectors.Every)
        {
            var message = Wire.Hex(vector.Hex);
            for (var at = 0; at < message.Length; at++)
            {
                var changed = message.ToArray();
                for (var value = 0; value < 256; value++)
                {
                    changed[at] = (byte)value;
                    if (Wire.TryParse(changed, out var packet) && !packet.Data.IsEmpty)
                        using (JsonDocument.Parse(packet.Data))
                        {
                            // what is taken has become JSON
                        }
                }
            }
        }
    }

    [Theory]
    [InlineData("dd ffffffff 00")]
    [InlineData("91 df ffffffff a161 00")]
    [InlineData("91 c6 ffffffff 00")]
    [InlineData("91 db ffffffff 00")]
    [InlineData("91 c9 ffffffff 05 00")]
    public void TryParse_LengthBeyondTheMessage_AllocatesLittle(string data)
    {
        var message = Wire.Event(data);
        var json = new ArrayBufferWriter<byte>(1024);
        var parser = new MessagePackParser();
        parser.TryParse(message, Wire.MaxAttachments, json, out _).ShouldBeFalse();
        json.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();

        parser.TryParse(message, Wire.MaxAttachments, json, out _).ShouldBeFalse();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    [Fact]
    public void TryParse_AttachmentsBeyondTheBound_IsRefused()
    {
        string Bytes(int count) => $"dc{count + 1:x4} a162" + string.Concat(Enumerable.Repeat("c400", count));
        Wire.TryParse(Wire.Event(Bytes(Wire.MaxAttachments)), out _).ShouldBeTrue();
        Wire.TryParse(Wire.Event(Bytes(Wire.MaxAttachments + 1)), out _).ShouldBeFalse();
    }

    [Fact]
    public void TryParse_BytesInAuth_AreBase64() =>
        Wire.Parse(Wire.Hex("83 a474797065 00 a464617461 81 a16b c403010203 a36e7370 a12f")).Json().ShouldBe("""{"k":"AQID"}""");

    [Fact]
    public void TryParse_Attachment_IsACopy()
    {
        var message = Wire.Event("92 a162 c403010203");
        var packet = Wire.Parse(message);

        message.AsSpan().Clear();

        packet.Attached().ShouldBe(["010203"]);
    }
}
