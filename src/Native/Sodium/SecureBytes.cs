using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Secret bytes outside the garbage-collected heap: guarded by unreadable pages, kept out of swap and core dumps where the system allows, zeroed when disposed.</summary>
/// <remarks>Not thread-safe with respect to disposal: dispose it only when no span of it is in use.</remarks>
public sealed unsafe class SecureBytes : IDisposable
{
    /// <summary>The most bytes of one secret.</summary>
    public const int MaximumSizeBytes = 1024 * 1024;

    private readonly SecureBytesHandle _handle;

    /// <summary>Allocates bytes, all zero.</summary>
    /// <param name="sizeBytes">How many, 1 to <see cref="MaximumSizeBytes"/>.</param>
    /// <exception cref="SodiumException">The memory can't be had.</exception>
    public SecureBytes(int sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeBytes, MaximumSizeBytes);
        SodiumLibrary.Require();
        SizeBytes = sizeBytes;
        _handle = new SecureBytesHandle(sizeBytes);
        Span.Clear();
    }

    /// <summary>The number of bytes.</summary>
    public int SizeBytes { get; }

    /// <summary>The bytes; valid until this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">They were zeroed and freed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return new Span<byte>((void*)_handle.Pointer, SizeBytes);
        }
    }

    /// <summary>Takes bytes over: copies them in and zeroes the source.</summary>
    public static SecureBytes TakeFrom(Span<byte> source)
    {
        var secret = new SecureBytes(source.Length);
        source.CopyTo(secret.Span);
        Zero(source);
        return secret;
    }

    /// <summary>Makes a secret of random bytes.</summary>
    public static SecureBytes Random(int sizeBytes)
    {
        var secret = new SecureBytes(sizeBytes);
        FillRandom(secret.Span);
        return secret;
    }

    /// <summary>Fills a buffer with bytes from the system's cryptographic source.</summary>
    public static void FillRandom(Span<byte> destination)
    {
        SodiumLibrary.Require();
        fixed (byte* pointer = destination) randombytes_buf(pointer, (nuint)destination.Length);
    }

    /// <summary>Zeroes a buffer in a way the compiler can't remove.</summary>
    public static void Zero(Span<byte> buffer)
    {
        SodiumLibrary.Require();
        fixed (byte* pointer = buffer) sodium_memzero(pointer, (nuint)buffer.Length);
    }

    /// <summary>Compares in a time that depends on the lengths only.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length) return false;
        SodiumLibrary.Require();
        fixed (byte* leftPointer = left, rightPointer = right) return sodium_memcmp(leftPointer, rightPointer, (nuint)left.Length) == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
