namespace Ledger.Ethereum.JsonRpc;

/// <summary>Hands out pieces of large arrays, so that thousands of small byte strings of one answer cost a few allocations.</summary>
internal sealed class ByteSlab
{
    private const int SlabSizeBytes = 64 * 1024;

    private byte[] _slab = [];
    private int _used;

    public Memory<byte> Take(int sizeBytes)
    {
        if (sizeBytes > SlabSizeBytes / 4) return new byte[sizeBytes];
        if (_slab.Length - _used < sizeBytes)
        {
            // The first slab is small: most answers hold a handful of logs.
            _slab = new byte[_slab.Length == 0 ? SlabSizeBytes / 4 : SlabSizeBytes];
            _used = 0;
        }

        var piece = _slab.AsMemory(_used, sizeBytes);
        _used += sizeBytes;
        return piece;
    }
}
