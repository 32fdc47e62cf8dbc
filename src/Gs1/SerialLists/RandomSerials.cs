using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Gs1.SerialLists;

/// <summary>Makes serial numbers that can't be guessed from others of the run.</summary>
/// <remarks>
/// A counterfeiter who tries numbers must fail at least 9,999 times of 10,000: so at most one in <see cref="SparsityFactor"/> of the
/// possible numbers is given out. Numbers are drawn evenly and are all different.
/// </remarks>
public static class RandomSerials
{
    /// <summary>How many possible numbers there are at least for each one made.</summary>
    public const long SparsityFactor = 10_000;

    /// <summary>The most numbers made at once.</summary>
    public const int MaximumCount = 10_000_000;

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int AlphanumericLength = 20;
    private const long NumericSpace = 1_000_000_000_000;

    /// <summary>Makes numbers from the system's cryptographic source.</summary>
    /// <param name="format">Their look.</param>
    /// <param name="count">1 to <see cref="MaximumCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its range.</exception>
    public static IReadOnlyList<string> Create(RandomSerialFormat format, int count) =>
        Create(format, count, RandomNumberGenerator.Fill);

    /// <summary>Makes the same numbers for the same seed, on every machine and release. For demonstrations and measurements only.</summary>
    /// <param name="format">Their look.</param>
    /// <param name="count">1 to <see cref="MaximumCount"/>.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its range.</exception>
    public static IReadOnlyList<string> Create(RandomSerialFormat format, int count, long seed)
    {
        var counter = 0L;
        return Create(format, count, Fill);

        void Fill(Span<byte> block)
        {
            Span<byte> input = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(input, seed);
            BinaryPrimitives.WriteInt64BigEndian(input[8..], counter++);
            SHA256.HashData(input, block);
        }
    }

    private static string[] Create(RandomSerialFormat format, int count, FillBlock fill)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        // 10^12 / 10^4 is above this bound, so every format keeps the sparsity that is promised.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumCount);
        if (!Enum.IsDefined(format)) throw new ArgumentOutOfRangeException(nameof(format));
        var serials = new HashSet<string>(count, StringComparer.Ordinal);
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        while (serials.Count < count)
        {
            fill(block);
            if (format == RandomSerialFormat.Alphanumeric20) serials.Add(Alphanumeric(block));
            else if (TryNumeric(block, out var serial)) serials.Add(serial);
        }

        return [.. serials];
    }

    private static string Alphanumeric(ReadOnlySpan<byte> block)
    {
        Span<char> characters = stackalloc char[AlphanumericLength];
        // The alphabet has 32 characters, so five bits of each byte choose evenly.
        for (var i = 0; i < characters.Length; i++) characters[i] = Alphabet[block[i] & 31];
        return new(characters);
    }

    private static bool TryNumeric(ReadOnlySpan<byte> block, out string serial)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(block);
        serial = (number % (ulong)NumericSpace).ToString("D12");
        // The incomplete last stretch of the range would favour small numbers.
        return number < ulong.MaxValue - (ulong.MaxValue % (ulong)NumericSpace);
    }

    private delegate void FillBlock(Span<byte> block);
}
