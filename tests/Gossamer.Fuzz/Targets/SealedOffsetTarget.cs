using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Recovery;

namespace Gossamer.Fuzz.Targets;

/// <summary>An offset with its tag, as a client brings it: nothing is lost in taking them apart, and no tag fits but the one.</summary>
internal sealed class SealedOffsetTarget() : FuzzTarget("sealed-offset", "AQAB.AAAAAAAAAAA", "AQAB", ".AAAAAAAAAAA", "a.b.AAAAAAAAAAA")
{
    private static readonly OffsetTag Tag =
        OffsetTag.For(UserName.TryCreate("Anna", out var anna, out _) ? anna : default, new byte[TagSecrets.Bytes]);

    public override void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var (offset, tag) = OffsetTag.Split(text);
        FuzzFailure.Unless((tag is null ? offset : $"{offset}.{tag}") == text, "a part was lost");
        Span<byte> own = stackalloc byte[OffsetTag.Length];
        Tag.Write(Encoding.UTF8.GetBytes(offset), own);
        var fitting = Encoding.UTF8.GetString(own[1..]);
        FuzzFailure.Unless(Tag.Fits(offset, fitting), "the tag does not fit");
        FuzzFailure.Unless(Tag.Fits(offset, tag ?? "") == (tag == fitting), "another tag fits");
    }
}
