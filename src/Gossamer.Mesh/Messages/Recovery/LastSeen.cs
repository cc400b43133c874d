using System.Text;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// A client that names the last message it saw does not say which session it comes from: several devices of a user may have that message,
/// each after others. Of all their positions the minimum of each origin counts: messages may come again, but none is left out. The client
/// takes over none of these sessions then: they may be other devices'.
/// </summary>
internal static class LastSeen
{
    internal static void Add(Located to, Located other, UserName user)
    {
        if (!to.Known)
        {
            to.MergeFrom(other);
            return;
        }

        to.Candidates += other.Candidates;
        to.Offset = Least(to.Offset, other.Offset, user);
        if (to.Connected && !other.Connected) // more likely the one that the client left
            (to.Description, to.Connected) = (other.Description, false);
        to.Key = "";
    }

    private static string Least(string a, string b, UserName user)
    {
        if (!OffsetText.TryRead(a, user, 0, out var first) || !OffsetText.TryRead(b, user, 0, out var second))
            return a;
        var least = first.Position;
        foreach (ref readonly var slot in second.Position.Slots)
        {
            var at = least.IndexOf(slot.Origin);
            if (at < 0)
                least.Add(slot);
            else if (slot.Number < least[at].Number)
                least[at] = slot;
        }

        var buffer = new byte[OffsetText.MaxSize(least)];
        return Encoding.ASCII.GetString(buffer, 0, OffsetText.Write(least, user, first.Writer, SessionKey.None, buffer));
    }
}
