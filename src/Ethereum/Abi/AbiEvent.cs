using System.Runtime.InteropServices;
using System.Text;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>An event of a contract.</summary>
public sealed class AbiEvent
{
    /// <summary>The most topics a log has.</summary>
    public const int MaximumTopics = 4;

    private readonly AbiType _topicTypes;
    private readonly AbiType _dataTypes;

    /// <summary>Describes an event.</summary>
    /// <param name="name">The name in the source.</param>
    /// <param name="fields">A tuple of the fields, with those that are indexed marked.</param>
    /// <param name="isAnonymous">Whether the first topic is left out.</param>
    /// <exception cref="EthereumFormatException">More fields are indexed than a log has topics.</exception>
    public AbiEvent(string name, AbiType fields, bool isAnonymous = false)
    {
        Name = name;
        Fields = fields;
        IsAnonymous = isAnonymous;
        Signature = name + fields.Name;
        Topic0 = Keccak256.Hash(Encoding.UTF8.GetBytes(Signature));
        _topicTypes = AbiType.Tuple([.. fields.Components.Where(f => f.IsIndexed).Select(f => f with { Type = TopicType(f.Type) })]);
        _dataTypes = AbiType.Tuple([.. fields.Components.Where(f => !f.IsIndexed)]);
        if (TopicCount > MaximumTopics)
        {
            throw new EthereumFormatException($"The event '{name}' has more indexed fields than a log has topics.");
        }
    }

    /// <summary>The name in the source.</summary>
    public string Name { get; }

    /// <summary>A tuple of all fields in the order of the source.</summary>
    public AbiType Fields { get; }

    /// <summary>Whether the first topic is left out.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The canonical signature, for example <c>Transfer(address,address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of the signature: the first topic, unless anonymous.</summary>
    public Bytes32 Topic0 { get; }

    /// <summary>The number of topics of the event's logs.</summary>
    public int TopicCount => _topicTypes.Components.Count + (IsAnonymous ? 0 : 1);

    /// <summary>Decodes a log.</summary>
    /// <param name="topics">All topics, the first included.</param>
    /// <param name="data">The rest.</param>
    /// <returns>All fields in the order of the source; an indexed field of more than one word is its hash, a <see cref="Bytes32"/>.</returns>
    /// <exception cref="EthereumFormatException">Another event's log, or malformed.</exception>
    public AbiTuple Decode(ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data)
    {
        if (topics.Length != TopicCount)
        {
            throw new EthereumFormatException($"The event {Name} has {TopicCount} topics, not {topics.Length}.");
        }

        if (!IsAnonymous && topics[0] != Topic0) throw new EthereumFormatException($"The log's first topic is not that of {Signature}.");
        var indexed = AbiCodec.Decode(_topicTypes, MemoryMarshal.AsBytes(IsAnonymous ? topics : topics[1..]));
        var rest = AbiCodec.Decode(_dataTypes, data, AbiStrictness.Emitted);
        var values = new object[Fields.Components.Count];
        int nextIndexed = 0, nextRest = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Fields.Components[i].IsIndexed ? indexed[nextIndexed++] : rest[nextRest++];
        }

        return new AbiTuple(Fields, values);
    }

    private static AbiType TopicType(AbiType type) => type.Kind is
        AbiTypeKind.Bytes or AbiTypeKind.Text or AbiTypeKind.Array or AbiTypeKind.FixedArray or AbiTypeKind.Tuple
            ? AbiType.FixedBytes(Bytes32.SizeBytes)
            : type;
}
