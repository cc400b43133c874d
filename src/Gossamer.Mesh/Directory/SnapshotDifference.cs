namespace Gossamer.Mesh;

/// <summary>
/// Finds who is in one table and not in the other by walking both. A block that both share is passed over unread, and a change leaves
/// all blocks but one shared: so the cost is that of what changed, and a look at each block's address.
/// </summary>
internal static class SnapshotDifference
{
    internal static NameChanges Between(UserTable earlier, UserTable later)
    {
        List<UserName> joined = [], left = [];
        var old = new TableCursor(earlier);
        var now = new TableCursor(later);
        var (isOld, isNow) = (false, false); // whether the cursor stands on an entry that has not been dealt with
        while (true)
        {
            if (!isOld && !isNow)
                SkipShared(ref old, ref now);
            isOld = isOld || old.MoveNext();
            isNow = isNow || now.MoveNext();
            if (!isOld && !isNow)
                return joined.Count + left.Count == 0 ? NameChanges.None : new(joined, left);

            var order = !isOld ? 1 : !isNow ? -1 : old.Name.SequenceCompareTo(now.Name);
            if (order < 0)
                left.Add(UserName.FromBytes(old.Name));
            else if (order > 0)
                joined.Add(UserName.FromBytes(now.Name));
            (isOld, isNow) = (order > 0 && isOld, order < 0 && isNow);
        }
    }

    private static void SkipShared(ref TableCursor old, ref TableCursor now)
    {
        while (old.NextBlock is { } block && ReferenceEquals(block, now.NextBlock))
        {
            old.SkipBlock();
            now.SkipBlock();
        }
    }
}
