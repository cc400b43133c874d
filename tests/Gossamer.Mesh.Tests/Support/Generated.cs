using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>The wire as the code has it that is generated of mesh.proto: what writers and readers of our own are compared with.</summary>
internal static class Generated
{
    internal static Forward Encode(ulong sequence, Envelope message, uint protocol) => new()
    {
        Sequence = sequence,
        Id = message.Id.ToString(),
        From = message.From.Value,
        To = message.To.Value,
        Frame = ByteString.CopyFrom(message.Frame.Span),
        Channel = message.Channel ?? "",
        Number = message.Stamp.Number,
        PreviousFrom = protocol < MeshProtocol.Signals && message.Older is { From: var from } ? from : message.Stamp.PreviousFrom,
        PreviousTo = protocol < MeshProtocol.Signals && message.Older is { To: var to } ? to : message.Stamp.PreviousTo,
        At = message.At,
        Key = protocol < MeshProtocol.RepeatableForwards ? message.Stamp.Key.Value : 0,
        Repeatable = protocol >= MeshProtocol.RepeatableForwards && !message.Stamp.Key.IsNone,
        Keep = message.Stamp.IsKept,
        Unhurried = message.IsUnhurried,
        Trace = message.Trace,
    };

    internal static bool TryDecode(Forward forward, uint protocol, [NotNullWhen(true)] out Envelope? message)
    {
        message = null;
        return ForwardFields.TryRead(forward.ToByteArray(), out var fields) && ForwardCodec.TryDecode(fields, protocol, out message);
    }
}
