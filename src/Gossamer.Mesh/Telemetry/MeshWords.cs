using System.Collections.Frozen;
using System.Text.Json;

namespace Gossamer.Mesh;

/// <summary>Members of enumerations as values of tags: lower case, words with hyphens between them.</summary>
internal static class MeshWords
{
    private static readonly FrozenDictionary<LinkCloseCode, string> Closes = WordsOf<LinkCloseCode>();
    private static readonly FrozenDictionary<UnreachableReason, string> Failures = WordsOf<UnreachableReason>();
    private static readonly FrozenDictionary<PeerBreach, string> Breaches = WordsOf<PeerBreach>();

    internal static string Of(LinkCloseCode code) => Closes.GetValueOrDefault(code, "other"); // a peer may name one of a later version

    internal static string Of(UnreachableReason reason) => Failures.GetValueOrDefault(reason, "other");

    internal static string Of(PeerBreach breach) => Breaches.GetValueOrDefault(breach, "other");

    private static FrozenDictionary<T, string> WordsOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().Distinct().ToFrozenDictionary(
            static value => value, static value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
}
