using Ledger.Ethereum.Hashing;

namespace Ledger.Ethereum.Abi;

/// <content>Values made of others, and their hashes in typed data, as generated bindings write them.</content>
public ref partial struct AbiWriter
{
    /// <summary>Writes a dynamic tuple behind an offset.</summary>
    /// <param name="value">The tuple.</param>
    /// <param name="headSizeBytes">The sum of its components' head sizes.</param>
    /// <param name="write">Writes its components.</param>
    public void WriteTuple<T>(T value, int headSizeBytes, AbiElementWriter<T> write)
    {
        var outer = StartTuple(headSizeBytes);
        write(ref this, value);
        End(outer);
    }

    /// <summary>Writes an array of any length.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="elementHeadSizeBytes">Bytes that an element takes in the array's head.</param>
    /// <param name="write">Writes an element.</param>
    public void WriteArray<T>(IReadOnlyList<T> values, int elementHeadSizeBytes, AbiElementWriter<T> write)
    {
        var outer = StartArray(values.Count, elementHeadSizeBytes);
        for (var i = 0; i < values.Count; i++) write(ref this, values[i]);
        End(outer);
    }

    /// <summary>Writes an array of fixed length.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="length">The length of the type.</param>
    /// <param name="isDynamic">Whether the elements are dynamic, so that the array stands behind an offset.</param>
    /// <param name="write">Writes an element.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    public void WriteFixedArray<T>(IReadOnlyList<T> values, int length, bool isDynamic, AbiElementWriter<T> write)
    {
        RequireLength(values.Count, length);
        var outer = isDynamic ? StartTuple(length * Word) : default;
        for (var i = 0; i < length; i++) write(ref this, values[i]);
        if (isDynamic) End(outer);
    }

    /// <summary>Writes the hash by which typed data holds a <c>bytes</c> (EIP-712).</summary>
    public void WriteBytesHash(scoped ReadOnlySpan<byte> value) => Keccak256.Hash(value, Next());

    /// <summary>Writes the hash by which typed data holds a <c>string</c> (EIP-712).</summary>
    /// <exception cref="System.Text.EncoderFallbackException">The text has half a surrogate pair, which UTF-8 can't hold.</exception>
    public void WriteStringHash(string value) => WriteBytesHash(StrictUtf8.GetBytes(value));

    /// <summary>Writes the hash by which typed data holds an array (EIP-712).</summary>
    /// <param name="values">The elements.</param>
    /// <param name="length">The length of a fixed array; null for any.</param>
    /// <param name="write">Writes the word that stands for an element.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    public void WriteArrayHash<T>(IReadOnlyList<T> values, int? length, AbiElementWriter<T> write)
    {
        RequireLength(values.Count, length ?? values.Count);
        var elements = new AbiWriter(checked(Word * values.Count));
        try
        {
            for (var i = 0; i < values.Count; i++) write(ref elements, values[i]);
            WriteBytesHash(elements.WrittenSpan);
        }
        finally
        {
            elements.Dispose();
        }
    }

    private static void RequireLength(int count, int length)
    {
        if (count != length) throw new ArgumentException($"The array has {count} elements, its type {length}.");
    }
}
