using Gossamer.Server.Identity;

namespace Gossamer.Fuzz.Targets;

/// <summary>Revocations that another server tells: what was read and is told on reads the same.</summary>
internal sealed class RevocationTarget() : FuzzTarget(
    "revocation", "u\tAnna\t1767225600000\n", "t\tid-1\t0\nu\t\xc3\xa9\t253402300799999\n", "x\ta\t1\n", "u\t\t-1\n", "\n\n")
{
    public override void Run(byte[] input)
    {
        if (RevocationText.Read(input) is not { } revocations)
            return;
        FuzzFailure.Unless(revocations.All(static one => (one.User is null) != (one.Token is null)), "it is of a user or of a token");
        FuzzFailure.Unless(revocations.Count <= RevocationText.MaxLines + 1, "more were read than one message may have");
        FuzzFailure.Unless(
            RevocationText.Read(RevocationText.Write(revocations)) is { } again && again.SequenceEqual(revocations),
            "what was written reads differently");
    }
}
