using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ledger.Native.Memory;

/// <summary>
/// A block of memory outside the managed heap, for large tables that live long: in huge pages where the system has them to give, which spares most of the
/// translation of addresses, and taken from the system only as it is written to. Thread-safe as far as its bytes are: readers and writers agree among themselves.
/// </summary>
/// <remarks>
/// The addresses are the block's until it is collected, so it need not be disposed of, and who works on a slice keeps it alive (<see cref="GC.KeepAlive"/>).
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Disposing would take the addresses from readers under way; the handle frees them when nobody can read any more.")]
public sealed unsafe partial class NativeBlock
{
    private const int HugePageSizeBytes = 2 << 20;

    // Of Linux: bits/mman-linux.h.
    private const int DontNeed = 4;
    private const int HugePage = 14;

    private readonly NativeBlockHandle _handle;
    private readonly byte* _start;

    /// <summary>Reserves a block. What it holds is undefined until it is written or cleared.</summary>
    /// <param name="sizeBytes">The size.</param>
    /// <exception cref="OutOfMemoryException">The system refuses it.</exception>
    public NativeBlock(long sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        SizeBytes = sizeBytes;
        var alignment = sizeBytes < HugePageSizeBytes ? Environment.SystemPageSize : HugePageSizeBytes;
        _handle = new(RoundUp(sizeBytes, alignment), (nuint)alignment);
        _start = (byte*)_handle.DangerousGetHandle();
        Advise(HugePage);
    }

    /// <summary>The size.</summary>
    public long SizeBytes { get; }

    /// <summary>A part of the block.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="lengthBytes">Its size.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not within the block.</exception>
    public Span<byte> Slice(long offset, int lengthBytes)
    {
        if (offset < 0 || lengthBytes < 0 || offset > SizeBytes - lengthBytes) throw new ArgumentOutOfRangeException(nameof(offset), offset, "The block has no such part.");
        return new(_start + offset, lengthBytes);
    }

    /// <summary>Writes zeros to a part of the block.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="lengthBytes">Its size.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not within the block.</exception>
    public void Clear(long offset, long lengthBytes)
    {
        if (offset < 0 || lengthBytes < 0 || offset > SizeBytes - lengthBytes) throw new ArgumentOutOfRangeException(nameof(offset), offset, "The block has no such part.");
        NativeMemory.Clear(_start + offset, (nuint)lengthBytes);
        GC.KeepAlive(this);
    }

    /// <summary>Writes zeros to all of the block, or has the system give zeros where it is read or written next, which takes no memory now.</summary>
    public void Clear()
    {
        if (!Advise(DontNeed)) NativeMemory.Clear(_start, (nuint)SizeBytes);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Gives the memory back before the block is collected, where the system can take it. What the block held reads as zeros then, or as it was; a reader that comes late
    /// finds nothing good, but no memory of others either.
    /// </summary>
    public void Discard()
    {
        Advise(DontNeed);
        GC.KeepAlive(this);
    }

    private static nuint RoundUp(long sizeBytes, int alignment) => (nuint)((sizeBytes + alignment - 1) / alignment * alignment);

    // Advice may be refused: then pages are small, and memory is given back when the block is collected.
    private bool Advise(int advice) => OperatingSystem.IsLinux() && MemoryAdvise(_start, RoundUp(SizeBytes, Environment.SystemPageSize), advice) == 0;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(byte* start, nuint sizeBytes, int advice);
}
