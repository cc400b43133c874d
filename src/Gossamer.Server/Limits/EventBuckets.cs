using System.Runtime.CompilerServices;

namespace Gossamer.Server.Limits;

/// <summary>A bucket for each <see cref="EventKind"/>. A field of its owner, never copied.</summary>
[InlineArray(Kinds)]
internal struct EventBuckets
{
    /// <summary>One for each kind: a test compares it with the enum.</summary>
    internal const int Kinds = 9;

    private SharedTokenBucket _first;
}
