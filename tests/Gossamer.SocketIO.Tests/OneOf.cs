using CsCheck;

namespace Gossamer.SocketIO.Tests;

internal static class OneOf
{
    public static Gen<T> These<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
