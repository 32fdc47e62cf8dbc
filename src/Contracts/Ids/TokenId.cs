using System.Globalization;

namespace Ledger.Contracts.Ids;

/// <summary>A token's 64-bit id: <c>run:32 | level:4 | index:28</c>.</summary>
/// <remarks>
/// Ids compute from run, level and index, so nothing is stored for a unit until it acts on its own.
/// A free container (levels 3 to 5) carries its creator's partner id in the run field.
/// The ERC-721 <c>tokenId</c> is the same number.
/// </remarks>
/// <param name="Value">The id as the contracts write it.</param>
public readonly record struct TokenId(ulong Value) : IComparable<TokenId>
{
    /// <summary>The number of bits of the index.</summary>
    public const int IndexBits = 28;

    /// <summary>The largest index: 2^28 − 1.</summary>
    public const uint MaxIndex = (1u << IndexBits) - 1;

    private const int LevelBits = 4;

    /// <summary>Names no token: where a parent would stand, it says that the token is held.</summary>
    public static TokenId None => default;

    /// <summary>The level field.</summary>
    public TokenLevel Level => (TokenLevel)((Value >> IndexBits) & ((1u << LevelBits) - 1));

    /// <summary>The index within run and level.</summary>
    public uint Index => (uint)(Value & MaxIndex);

    /// <summary>The run field: the run of a unit, case, pallet or run root; the creator's partner id for a free container.</summary>
    public uint RunField => (uint)(Value >> (IndexBits + LevelBits));

    /// <summary>The run this token was commissioned in; meaningless for a free container.</summary>
    public RunId Run => new(RunField);

    /// <summary>Whether this is a free container.</summary>
    public bool IsFreeContainer => Level is >= TokenLevel.Container3 and <= TokenLevel.Container5;

    /// <summary>Whether the level and the index can belong to any token at all.</summary>
    public bool IsWellFormed => RunField != 0 && Level switch
    {
        TokenLevel.Unit or TokenLevel.Case or TokenLevel.Pallet => true,
        TokenLevel.Run => Index == 0,
        _ => IsFreeContainer,
    };

    /// <summary>Composes an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index does not fit 28 bits.</exception>
    public static TokenId Of(RunId run, TokenLevel level, uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, MaxIndex);
        return new(((ulong)run.Value << (IndexBits + LevelBits)) | ((ulong)level << IndexBits) | index);
    }

    /// <summary>The id of a run's root.</summary>
    public static TokenId RootOf(RunId run) => Of(run, TokenLevel.Run, 0);

    /// <summary>The id of a run's unit.</summary>
    public static TokenId UnitOf(RunId run, uint index) => Of(run, TokenLevel.Unit, index);

    /// <summary>Orders by value: by run, then level, then index.</summary>
    public static bool operator <(TokenId left, TokenId right) => left.Value < right.Value;

    /// <summary>Orders by value: by run, then level, then index.</summary>
    public static bool operator >(TokenId left, TokenId right) => left.Value > right.Value;

    /// <summary>Orders by value: by run, then level, then index.</summary>
    public static bool operator <=(TokenId left, TokenId right) => left.Value <= right.Value;

    /// <summary>Orders by value: by run, then level, then index.</summary>
    public static bool operator >=(TokenId left, TokenId right) => left.Value >= right.Value;

    /// <summary>Reads a decimal number, or a hexadecimal one with <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TokenId id)
    {
        var parsed = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        id = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(TokenId other) => Value.CompareTo(other.Value);

    /// <summary>Hexadecimal with <c>0x</c>, 16 digits: run, level and index can be read off.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x16}");
}
