using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Messages;

/// <summary>A kind of message: which contract and function take it, how it is hashed and encoded, and who signs.</summary>
public abstract class MessageType
{
    private protected MessageType(MessageKind kind, LedgerContract contract, Selector selector, string encodeType, IReadOnlyList<SignerRole> signers)
    {
        Kind = kind;
        Contract = contract;
        Selector = selector;
        EncodeType = encodeType;
        Signers = signers;
    }

    /// <summary>The kind; its name is the EIP-712 struct's.</summary>
    public MessageKind Kind { get; }

    /// <summary>The contract that takes it.</summary>
    public LedgerContract Contract { get; }

    /// <summary>The function that takes it.</summary>
    public Selector Selector { get; }

    /// <summary>The EIP-712 type.</summary>
    public string EncodeType { get; }

    /// <summary>
    /// Who may have to sign, in the order of the signatures. Each distinct partner signs once; the financier signs only where tokens are
    /// pledged and the lien's policy doesn't allow the act.
    /// </summary>
    public IReadOnlyList<SignerRole> Signers { get; }

    /// <summary>Whether the Relay contract passes it on in a batch. The council's acts are sent on their own.</summary>
    public bool IsRelayable => Kind != MessageKind.CouncilAct;

    internal abstract Bytes32 HashStruct(object body);

    internal abstract ulong Deadline(object body);

    internal abstract Bytes32 Document(object body);

    internal abstract IReadOnlyList<MessageSubject> Subjects(object body);

    internal abstract byte[] Encode(object body, IReadOnlyList<MessageSignature> signatures);

    internal abstract (object Body, IReadOnlyList<MessageSignature> Signatures) Decode(ReadOnlySpan<byte> calldata);
}
