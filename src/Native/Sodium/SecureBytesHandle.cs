using System.Runtime.InteropServices;
using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Memory of sodium_malloc; sodium_free zeroes it.</summary>
internal sealed class SecureBytesHandle : SafeHandle
{
    internal SecureBytesHandle(int sizeBytes)
        : base(0, ownsHandle: true)
    {
        SetHandle(sodium_malloc((nuint)sizeBytes));
        if (handle == 0) throw new SodiumException($"{sizeBytes} bytes of guarded memory can't be had; see the limit on locked memory (ulimit -l).");
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        sodium_free(handle);
        return true;
    }
}
