namespace Gossamer.Mesh.Wire;

/// <summary>The tags of <c>message Forward</c> of mesh.proto: a field's number and how its value is written.</summary>
internal static class ForwardTags
{
    internal const uint Sequence = (1 << 3) | WireReader.VarintType;
    internal const uint Id = (2 << 3) | WireReader.BytesType;
    internal const uint From = (3 << 3) | WireReader.BytesType;
    internal const uint To = (4 << 3) | WireReader.BytesType;
    internal const uint Frame = (5 << 3) | WireReader.BytesType;
    internal const uint Channel = (8 << 3) | WireReader.BytesType;
    internal const uint Number = (9 << 3) | WireReader.VarintType;
    internal const uint PreviousFrom = (10 << 3) | WireReader.VarintType;
    internal const uint PreviousTo = (11 << 3) | WireReader.VarintType;
    internal const uint At = (12 << 3) | WireReader.VarintType;
    internal const uint Key = (13 << 3) | WireReader.Fixed64Type;
    internal const uint Keep = (14 << 3) | WireReader.VarintType;
    internal const uint Unhurried = (15 << 3) | WireReader.VarintType;
    internal const uint Trace = (16 << 3) | WireReader.BytesType;
    internal const uint Repeatable = (17 << 3) | WireReader.VarintType;

    /// <summary>Of <c>message TraceContext</c>.</summary>
    internal const uint TraceParent = (1 << 3) | WireReader.BytesType;

    /// <inheritdoc cref="TraceParent"/>
    internal const uint TraceState = (2 << 3) | WireReader.BytesType;
}
