using System.Runtime.InteropServices;

namespace Ledger.Native.Memory;

/// <summary>Memory that begins at a multiple of some size.</summary>
internal sealed unsafe class NativeBlockHandle : SafeHandle
{
    internal NativeBlockHandle(nuint sizeBytes, nuint alignment)
        : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AlignedAlloc(sizeBytes, alignment));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
