using System.Buffers.Binary;
using System.Numerics;

namespace Gossamer.Server.Recovery;

/// <summary>
/// SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): a keyed hash of 64 bits for short inputs, much cheaper
/// than HMAC; there is one for each message to each client.
/// </summary>
internal readonly record struct SipHash(ulong Key0, ulong Key1)
{
    public const int KeyBytes = 16;
    public const int Bytes = 8;

    /// <param name="key">Its first 16 bytes count.</param>
    public static SipHash Keyed(ReadOnlySpan<byte> key) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[Bytes..]));

    public ulong Of(ReadOnlySpan<byte> input)
    {
        var state = new State(Key0, Key1);
        var last = (ulong)input.Length << 56;
        for (; input.Length >= Bytes; input = input[Bytes..])
            state.Compress(BinaryPrimitives.ReadUInt64LittleEndian(input));
        for (var i = 0; i < input.Length; i++)
            last |= (ulong)input[i] << (8 * i);
        state.Compress(last);
        return state.Finish();
    }

    private ref struct State(ulong key0, ulong key1)
    {
        private ulong _v0 = key0 ^ 0x736f6d6570736575;
        private ulong _v1 = key1 ^ 0x646f72616e646f6d;
        private ulong _v2 = key0 ^ 0x6c7967656e657261;
        private ulong _v3 = key1 ^ 0x7465646279746573;

        public void Compress(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        public ulong Finish()
        {
            _v2 ^= 0xff;
            Round();
            Round();
            Round();
            Round();
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        private void Round()
        {
            _v0 += _v1;
            _v2 += _v3;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v1;
            _v0 += _v3;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
