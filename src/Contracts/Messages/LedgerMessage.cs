using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Eip712;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Contracts.Messages;

/// <summary>A message to be signed: a generated struct with what its kind knows about it. Immutable.</summary>
public sealed class LedgerMessage
{
    /// <summary>Wraps a generated struct, for example <see cref="Generated.TransferTokens"/>.</summary>
    /// <exception cref="ArgumentException">The value is none of the message structs, or a number does not fit its type.</exception>
    public LedgerMessage(object body)
    {
        Type = MessageCatalogue.OfBody(body);
        Body = body;
        Subjects = Type.Subjects(body);
        StructHash = Type.HashStruct(body);
    }

    /// <summary>The kind.</summary>
    public MessageType Type { get; }

    /// <summary>The generated struct.</summary>
    public object Body { get; }

    /// <summary>The subjects named, with the seqs that the signers saw.</summary>
    public IReadOnlyList<MessageSubject> Subjects { get; }

    /// <summary>The EIP-712 hash of the struct, without the domain.</summary>
    public Bytes32 StructHash { get; }

    /// <summary>The last unix second at which it may be applied.</summary>
    public ulong DeadlineSeconds => Type.Deadline(Body);

    /// <summary>The hash of an off-chain document, or zero.</summary>
    public Bytes32 Document => Type.Document(Body);

    /// <summary>What is signed on a network, and the message's name there: its EIP-712 digest.</summary>
    public Bytes32 DigestOn(NetworkDescriptor network) => Eip712Digest.Of(network.DomainOf(Type.Contract), StructHash);

    /// <summary>Signs for a network.</summary>
    public MessageSignature Sign(NetworkDescriptor network, IEthereumSigner signer) =>
        new(signer.Sign(DigestOn(network)).ToBytes65(), Type.Kind == MessageKind.CouncilAct ? signer.Address : null);
}
