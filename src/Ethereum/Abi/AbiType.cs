using System.Globalization;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>A type of the Solidity ABI specification. Immutable; equal when the canonical names are equal.</summary>
public sealed class AbiType : IEquatable<AbiType>
{
    /// <summary>The deepest nesting of arrays and tuples.</summary>
    public const int MaximumDepth = 16;

    /// <summary>The largest head: what a value's static part may take.</summary>
    public const int MaximumHeadSizeBytes = 1 << 20;

    private AbiType(AbiTypeKind kind, string name, int size = 0)
    {
        Kind = kind;
        Name = name;
        Size = size;
        IsDynamic = kind is AbiTypeKind.Bytes or AbiTypeKind.Text;
        StaticSizeBytes = AbiReader.WordSizeBytes;
        Components = [];
        Depth = 1;
    }

    private AbiType(AbiType element, int? length)
    {
        Kind = length is null ? AbiTypeKind.Array : AbiTypeKind.FixedArray;
        Name = $"{element.Name}[{length?.ToString(CultureInfo.InvariantCulture)}]";
        Size = length ?? 0;
        Element = element;
        Components = [];
        IsDynamic = length is null || element.IsDynamic;
        Depth = BoundedDepth(element.Depth + 1);
        if (length == 0 || element.StaticSizeBytes == 0)
        {
            throw new EthereumFormatException($"The type '{Name}' would have values that take no bytes.");
        }

        StaticSizeBytes = BoundedHead((long)element.HeadSizeBytes * (length ?? 1));
    }

    private AbiType(IReadOnlyList<AbiParameter> components)
    {
        Kind = AbiTypeKind.Tuple;
        Name = $"({string.Join(',', components.Select(c => c.Type.Name))})";
        Components = components;
        IsDynamic = components.Any(c => c.Type.IsDynamic);
        Depth = BoundedDepth(components.Select(c => c.Type.Depth).DefaultIfEmpty(0).Max() + 1);
        if (components.Any(c => c.Type.StaticSizeBytes == 0))
        {
            throw new EthereumFormatException("A tuple inside another one has no components.");
        }

        StaticSizeBytes = BoundedHead(components.Sum(c => (long)c.Type.HeadSizeBytes));
    }

    /// <summary>An address.</summary>
    public static AbiType Address { get; } = new(AbiTypeKind.Address, "address");

    /// <summary>A truth value.</summary>
    public static AbiType Boolean { get; } = new(AbiTypeKind.Boolean, "bool");

    /// <summary>A byte string of any length.</summary>
    public static AbiType Bytes { get; } = new(AbiTypeKind.Bytes, "bytes");

    /// <summary>A <c>string</c>.</summary>
    public static AbiType Text { get; } = new(AbiTypeKind.Text, "string");

    /// <summary>A function reference: 24 bytes, address and selector.</summary>
    public static AbiType Function { get; } = new(AbiTypeKind.FixedBytes, "function", 24);

    /// <summary>The family.</summary>
    public AbiTypeKind Kind { get; }

    /// <summary>The canonical name, as signatures are hashed: <c>uint256</c>, <c>(uint64,bytes32[2])[]</c>.</summary>
    public string Name { get; }

    /// <summary>Bits of an integer, bytes of <c>bytesN</c>, elements of <c>T[k]</c>; otherwise 0.</summary>
    public int Size { get; }

    /// <summary>The element type of an array; otherwise null.</summary>
    public AbiType? Element { get; }

    /// <summary>The components of a tuple in order; otherwise empty.</summary>
    public IReadOnlyList<AbiParameter> Components { get; }

    /// <summary>Whether a value stands behind the head, which holds its offset only.</summary>
    public bool IsDynamic { get; }

    /// <summary>Levels of nesting: 1 for an elementary type.</summary>
    public int Depth { get; }

    /// <summary>Bytes that a value of this type takes in the head of what holds it.</summary>
    public int HeadSizeBytes => IsDynamic ? AbiReader.WordSizeBytes : StaticSizeBytes;

    /// <summary>Bytes of the value's own head: a tuple's or fixed array's components with their offsets.</summary>
    public int StaticSizeBytes { get; }

    /// <summary>Reads a type as signatures write it, for example <c>(uint64,bytes32[2][],string)[]</c>.</summary>
    /// <exception cref="EthereumFormatException">No such type, or larger or deeper than the bounds.</exception>
    public static AbiType Parse(string text) => AbiTypeParser.Parse(text, []);

    /// <summary>An unsigned integer.</summary>
    /// <param name="bits">8 to 256, a multiple of 8.</param>
    public static AbiType UnsignedInteger(int bits) => new(AbiTypeKind.UnsignedInteger, $"uint{Checked(bits)}", bits);

    /// <summary>A signed integer.</summary>
    /// <param name="bits">8 to 256, a multiple of 8.</param>
    public static AbiType SignedInteger(int bits) => new(AbiTypeKind.SignedInteger, $"int{Checked(bits)}", bits);

    /// <summary>A byte string of fixed length.</summary>
    /// <param name="sizeBytes">1 to 32.</param>
    public static AbiType FixedBytes(int sizeBytes) => sizeBytes is >= 1 and <= 32
        ? new(AbiTypeKind.FixedBytes, $"bytes{sizeBytes}", sizeBytes)
        : throw new EthereumFormatException($"There is no type bytes{sizeBytes}.");

    /// <summary>An array of any length.</summary>
    public static AbiType Array(AbiType element) => new(element, null);

    /// <summary>An array of fixed length.</summary>
    /// <param name="element">The elements' type.</param>
    /// <param name="length">At least 1.</param>
    public static AbiType FixedArray(AbiType element, int length) => length >= 1
        ? new(element, length)
        : throw new EthereumFormatException("A fixed array needs an element.");

    /// <summary>A tuple.</summary>
    public static AbiType Tuple(params IReadOnlyList<AbiParameter> components) => new(components);

    /// <inheritdoc/>
    public bool Equals(AbiType? other) => string.Equals(other?.Name, Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbiType);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical name.</summary>
    public override string ToString() => Name;

    private static int Checked(int bits) => bits is >= 8 and <= 256 && bits % 8 == 0
        ? bits
        : throw new EthereumFormatException($"There is no integer type of {bits} bits.");

    private static int BoundedDepth(int depth) => depth <= MaximumDepth
        ? depth
        : throw new EthereumFormatException($"The type is nested deeper than {MaximumDepth}.");

    private static int BoundedHead(long headSizeBytes) => headSizeBytes <= MaximumHeadSizeBytes
        ? (int)headSizeBytes
        : throw new EthereumFormatException($"The type's static part is larger than {MaximumHeadSizeBytes} bytes.");
}
