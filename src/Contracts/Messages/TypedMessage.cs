using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Messages;

/// <summary>A kind of message with its generated struct.</summary>
internal sealed class TypedMessage<T>(MessageKind kind, LedgerContract contract, Selector selector, string encodeType, params SignerRole[] signers)
    : MessageType(kind, contract, selector, encodeType, signers)
    where T : class
{
    public delegate (T Body, IReadOnlyList<MessageSignature> Signatures) CallDecoder(ReadOnlySpan<byte> calldata);

    public required Func<T, Bytes32> Hash { private get; init; }

    public required Func<T, (ulong Deadline, Bytes32 Document)> Terms { private get; init; }

    public required Func<T, IEnumerable<MessageSubject>> Named { private get; init; }

    public required Func<T, IReadOnlyList<MessageSignature>, byte[]> Write { private get; init; }

    public required CallDecoder Read { private get; init; }

    internal override Bytes32 HashStruct(object body) => Hash((T)body);

    internal override ulong Deadline(object body) => Terms((T)body).Deadline;

    internal override Bytes32 Document(object body) => Terms((T)body).Document;

    internal override IReadOnlyList<MessageSubject> Subjects(object body) => [.. Named((T)body)];

    internal override byte[] Encode(object body, IReadOnlyList<MessageSignature> signatures) => Write((T)body, signatures);

    internal override (object Body, IReadOnlyList<MessageSignature> Signatures) Decode(ReadOnlySpan<byte> calldata) => Read(calldata);
}
