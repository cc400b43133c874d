namespace Gossamer.Fuzz;

/// <summary>Makes new inputs out of those that showed something: a few small changes each, now and then a cross of two.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> dictionary)
{
    private const int MaxChanges = 8;
    private const int MaxLength = 4096;

    public byte[] Mutate(IReadOnlyList<byte[]> corpus)
    {
        var input = Pick(corpus).ToList();
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0; changes--)
            Change(input, corpus);
        if (input.Count > MaxLength)
            input.RemoveRange(MaxLength, input.Count - MaxLength);
        return [.. input];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> corpus)
    {
        var at = random.Next(input.Count + 1);
        switch (random.Next(8))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2:
                input.Insert(at, (byte)random.Next(256));
                break;
            case 3 when at < input.Count:
                input.RemoveRange(at, Math.Min(random.Next(1, 8), input.Count - at));
                break;
            case 4:
                input.InsertRange(at, Pick(dictionary));
                break;
            case 5 when at < input.Count:
                input.InsertRange(at, input.GetRange(at, Math.Min(random.Next(1, 32), input.Count - at)));
                break;
            case 6:
                input.RemoveRange(at, input.Count - at);
                input.AddRange(Pick(corpus).Skip(at));
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
