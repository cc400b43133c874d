using System.Runtime.CompilerServices;

namespace Gossamer.Server.Limits;

/// <summary>A bucket for each <see cref="EventKind"/>. A field of its owner, never copied.</summary>
[InlineArray(Kinds)]
internal struct EventBuckets
{
    private const int Kinds = 4;

    private TokenBucket _first;
}
