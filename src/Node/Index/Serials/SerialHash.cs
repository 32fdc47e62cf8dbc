using System.Buffers.Binary;
using System.Numerics;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// SipHash (Aumasson and Bernstein, INDOCRYPT 2012) with a key of the database's own. The serials are chosen by
/// partners: under a public or weakly keyed hash one of them could crowd its units into a few buckets. One round a word and
/// three at the end (SipHash-1-3) is what hash tables of other runtimes use against the same attack; it takes about 15 ns here.
/// Buckets are no part of the digest, so nodes need not agree on the key.
/// </summary>
internal readonly record struct SerialHash
{
    /// <summary>The key's size.</summary>
    public const int KeySizeBytes = 16;

    private readonly ulong _key0;
    private readonly ulong _key1;

    /// <summary>Takes the key.</summary>
    public SerialHash(ReadOnlySpan<byte> key)
    {
        _key0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        _key1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
    }

    /// <summary>The hash of a unit's identity: SipHash-1-3 of the GTIN as eight little-endian bytes and the serial.</summary>
    public ulong Compute(ulong gtin, ReadOnlySpan<byte> serial) => Compute(1, 3, gtin, serial);

    /// <summary>SipHash of a first word and further bytes, with any numbers of rounds.</summary>
    internal ulong Compute(int rounds, int finalRounds, ulong firstWord, ReadOnlySpan<byte> rest)
    {
        var state = new State(_key0, _key1);
        var length = 8 + rest.Length;
        state.Absorb(firstWord, rounds);
        for (; rest.Length >= 8; rest = rest[8..]) state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(rest), rounds);
        var last = (ulong)length << 56;
        for (var i = 0; i < rest.Length; i++) last |= (ulong)rest[i] << (8 * i);
        state.Absorb(last, rounds);
        return state.Finish(finalRounds);
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong _v0 = key0 ^ 0x736f6d6570736575;
        private ulong _v1 = key1 ^ 0x646f72616e646f6d;
        private ulong _v2 = key0 ^ 0x6c7967656e657261;
        private ulong _v3 = key1 ^ 0x7465646279746573;

        public void Absorb(ulong word, int rounds)
        {
            _v3 ^= word;
            for (var i = 0; i < rounds; i++) Round();
            _v0 ^= word;
        }

        public ulong Finish(int rounds)
        {
            _v2 ^= 0xFF;
            for (var i = 0; i < rounds; i++) Round();
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
