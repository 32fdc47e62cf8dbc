using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Hashing;

/// <summary>Keccak-256 of input that arrives in pieces. One thread at a time.</summary>
public sealed class IncrementalKeccak256
{
    private readonly ulong[] _state = new ulong[KeccakPermutation.LaneCount];
    private readonly byte[] _pending = new byte[KeccakSponge.RateBytes];
    private int _pendingBytes;

    /// <summary>Appends <paramref name="data"/> to the input.</summary>
    public void Update(ReadOnlySpan<byte> data)
    {
        if (_pendingBytes > 0)
        {
            var taken = Math.Min(data.Length, _pending.Length - _pendingBytes);
            data[..taken].CopyTo(_pending.AsSpan(_pendingBytes));
            _pendingBytes += taken;
            data = data[taken..];
            if (_pendingBytes < _pending.Length) return;
            KeccakSponge.AbsorbBlocks(_state, _pending);
            _pendingBytes = 0;
        }

        var rest = KeccakSponge.AbsorbBlocks(_state, data);
        rest.CopyTo(_pending);
        _pendingBytes = rest.Length;
    }

    /// <summary>Returns the digest of everything appended, and starts over with empty input.</summary>
    public Bytes32 Finish()
    {
        var digest = default(Bytes32);
        Finish(digest);
        return digest;
    }

    /// <summary>Writes the digest of everything appended, and starts over with empty input.</summary>
    /// <param name="destination">Exactly <see cref="Keccak256.SizeBytes"/> bytes.</param>
    public void Finish(Span<byte> destination)
    {
        if (destination.Length != Keccak256.SizeBytes) throw new ArgumentOutOfRangeException(nameof(destination));
        KeccakSponge.Finish(_state, _pending.AsSpan(0, _pendingBytes), destination);
        _state.AsSpan().Clear();
        _pendingBytes = 0;
    }
}
