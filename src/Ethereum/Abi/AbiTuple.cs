using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Ledger.Ethereum.Abi;

/// <summary>Values in the order of a tuple's components.</summary>
/// <remarks>
/// The values' .NET types as they are decoded: integers <see cref="System.Numerics.BigInteger"/>, <c>bool</c>
/// <see cref="bool"/>, <c>address</c> <see cref="Primitives.Address"/>, <c>bytes32</c> <see cref="Primitives.Bytes32"/>, other
/// byte strings <c>byte[]</c>, <c>string</c> <see cref="string"/>, arrays <c>object[]</c>, tuples <see cref="AbiTuple"/>.
/// Encoding also takes every .NET integer type, <c>byte[]</c> for <c>bytes32</c>, and any list for an array.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A tuple is what the ABI specification calls it.")]
public sealed class AbiTuple : IReadOnlyList<object>
{
    private readonly IReadOnlyList<object> _values;
    private readonly AbiType? _type;

    /// <summary>Groups values.</summary>
    public AbiTuple(params IReadOnlyList<object> values) => _values = values;

    internal AbiTuple(AbiType type, IReadOnlyList<object> values)
        : this(values) => _type = type;

    /// <summary>The names of the values, empty for one without a name; no list when the tuple was not decoded.</summary>
    public IReadOnlyList<string> Names => _type is null ? [] : [.. _type.Components.Select(c => c.Name)];

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public object this[int index] => _values[index];

    /// <summary>The value with a name.</summary>
    /// <exception cref="KeyNotFoundException">No value has the name, or the tuple was not decoded.</exception>
    public object this[string name]
    {
        get
        {
            for (var i = 0; _type is not null && i < _type.Components.Count; i++)
            {
                if (string.Equals(_type.Components[i].Name, name, StringComparison.Ordinal)) return _values[i];
            }

            throw new KeyNotFoundException($"The tuple has no value named '{name}'.");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values for people: <c>(seq: 3, holder: 0x…)</c>.</summary>
    public override string ToString() => AbiValueText.Write(this);
}
