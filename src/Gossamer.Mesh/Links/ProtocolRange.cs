using System.Globalization;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>The versions of the protocol that a server speaks.</summary>
/// <param name="Oldest">The first.</param>
/// <param name="Newest">The last.</param>
internal readonly record struct ProtocolRange(uint Oldest, uint Newest)
{
    /// <summary>A server that speaks one version alone does not name the newest.</summary>
    internal static ProtocolRange Of(Hello hello) =>
        new(hello.Protocol, hello.NewestProtocol == 0 ? hello.Protocol : hello.NewestProtocol);

    internal bool IsEmpty => Newest < Oldest;

    /// <summary>The version that two servers speak with each other: the newest of both.</summary>
    /// <returns>Null: they have none in common.</returns>
    internal uint? SharedWith(ProtocolRange other)
    {
        var newest = Math.Min(Newest, other.Newest);
        return newest >= Math.Max(Oldest, other.Oldest) ? newest : null;
    }

    public override string ToString() => Oldest == Newest
        ? Oldest.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Oldest} to {Newest}");
}
