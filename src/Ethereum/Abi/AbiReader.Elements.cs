using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <content>Values made of others, as generated bindings read them.</content>
public ref partial struct AbiReader
{
    /// <summary>Reads a dynamic tuple behind an offset.</summary>
    /// <exception cref="EthereumFormatException">The offset or a component is wrong.</exception>
    public T ReadTuple<T>(AbiElementReader<T> read)
    {
        var inner = ReadTuple();
        return read(ref inner);
    }

    /// <summary>Reads an array of any length.</summary>
    /// <param name="elementHeadSizeBytes">Bytes that an element takes in the array's head.</param>
    /// <param name="read">Reads an element.</param>
    /// <exception cref="EthereumFormatException">The offset, the count or an element is wrong.</exception>
    public T[] ReadArray<T>(int elementHeadSizeBytes, AbiElementReader<T> read)
    {
        var elements = ReadArray(elementHeadSizeBytes, out var count);
        return ReadElements(ref elements, count, read);
    }

    /// <summary>Reads an array of fixed length.</summary>
    /// <param name="length">The length.</param>
    /// <param name="isDynamic">Whether the elements are dynamic, so that the array stands behind an offset.</param>
    /// <param name="read">Reads an element.</param>
    /// <exception cref="EthereumFormatException">The offset or an element is wrong.</exception>
    public T[] ReadFixedArray<T>(int length, bool isDynamic, AbiElementReader<T> read)
    {
        if (!isDynamic) return ReadElements(ref this, length, read);
        var elements = ReadTuple();
        return ReadElements(ref elements, length, read);
    }

    private static T[] ReadElements<T>(ref AbiReader reader, int count, AbiElementReader<T> read)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = read(ref reader);
        return values;
    }
}
