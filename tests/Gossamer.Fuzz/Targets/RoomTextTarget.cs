using Gossamer.Server.Groups;

namespace Gossamer.Fuzz.Targets;

/// <summary>What other servers tell of rooms, as text: closures and members. What was read and is told on reads the same.</summary>
internal sealed class RoomTextTarget() : FuzzTarget(
    "room-text", "c\ttea\t1767225600000\n", "o\t\xc3\xa9\t0\nx\ta\t1\n", "w\ntea\tabc\n", "m\ntea\nAnna\nBen\n", "x\ntea\n", "\n\n")
{
    private const int Most = 3;

    public override void Run(byte[] input)
    {
        if (ClosureText.Read(input) is { } closures)
            FuzzFailure.Unless(
                ClosureText.Read(ClosureText.Write(closures)) is { } again && again.SequenceEqual(closures),
                "closures that were written read differently");
        var lines = MemberText.Lines(input);
        if (MemberText.TryReadWanted(lines, out var rooms))
            FuzzFailure.Unless(
                MemberText.TryReadWanted(MemberText.Lines(MemberText.WriteWanted(rooms)), out var same) && same.SequenceEqual(rooms),
                "wanted rooms that were written read differently");
        if (!MemberText.TryReadMembers(lines, Most, out var room, out var members))
            return;
        FuzzFailure.Unless(members.Names is not { Length: > Most }, "more members than are told");
        FuzzFailure.Unless(
            MemberText.TryReadMembers(MemberText.Lines(MemberText.WriteMembers(room, members)), Most, out var sameRoom, out var back)
                && sameRoom == room && back.Hash == members.Hash,
            "members that were written read differently");
    }
}
