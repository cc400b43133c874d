using Gossamer.Server.Recovery;

namespace Gossamer.Fuzz.Targets;

/// <summary>What another server says of a session besides its messages: what is read and told on reads the same.</summary>
internal sealed class SessionDescriptionTarget() : FuzzTarget(
    "session", "\0", "\x02" + "Anna\nBilly", "\x02\xc3\xa9\n\n \n\xff", "\xff" + "Anna")
{
    public override void Run(byte[] input)
    {
        var read = SessionDescription.Read(input);
        FuzzFailure.Unless(Enum.IsDefined(read.Presence), "a mode was read that is none");
        var again = SessionDescription.Read(read.Write());
        FuzzFailure.Unless(
            again.Presence == read.Presence && again.Watched.SequenceEqual(read.Watched), "what was written reads differently");
    }
}
