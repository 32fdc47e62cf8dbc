using System.Collections.Frozen;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;

namespace Ledger.Contracts.Messages;

/// <summary>Every kind of message.</summary>
public static class MessageCatalogue
{
    private static readonly FrozenDictionary<(LedgerContract Contract, Selector Selector), MessageType> ByFunction;
    private static readonly FrozenDictionary<Type, MessageType> ByBody;

    static MessageCatalogue()
    {
        (Type Body, MessageType Type)[] types = [.. TokenMessages.All, .. ShippingMessages.All, .. EndingMessages.All, .. LendingMessages.All, .. ConditionMessages.All, .. ModuleMessages.All];
        All = [.. types.Select(t => t.Type).OrderBy(t => t.Kind)];
        ByFunction = All.ToFrozenDictionary(t => (t.Contract, t.Selector));
        ByBody = types.ToFrozenDictionary(t => t.Body, t => t.Type);
    }

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<MessageType> All { get; }

    /// <summary>The kind with a number.</summary>
    public static MessageType Of(MessageKind kind) => All[(int)kind - 1];

    /// <summary>The kind that a function takes, or null.</summary>
    public static MessageType? Find(LedgerContract contract, Selector selector) => ByFunction.GetValueOrDefault((contract, selector));

    /// <summary>The kind of a generated struct, for example <see cref="TransferTokens"/>.</summary>
    /// <exception cref="ArgumentException">The value is none of the message structs.</exception>
    public static MessageType OfBody(object body) => ByBody.TryGetValue(body.GetType(), out var type)
        ? type
        : throw new ArgumentException($"{body.GetType().Name} is no message.", nameof(body));

    /// <summary>A function with one signature says by an empty one that there is none yet.</summary>
    internal static IReadOnlyList<MessageSignature> One(byte[] signature) => signature.Length == 0 ? [] : [new MessageSignature(signature)];

    internal static IReadOnlyList<MessageSignature> Signatures(IReadOnlyList<byte[]> signatures) =>
        [.. signatures.Select(s => new MessageSignature(s))];

    internal static byte[][] Bytes(IReadOnlyList<MessageSignature> signatures) => [.. signatures.Select(s => s.Bytes)];

    internal static byte[] Single(IReadOnlyList<MessageSignature> signatures) => signatures.Count switch
    {
        0 => [],
        1 => signatures[0].Bytes,
        _ => throw new ArgumentException($"The message takes one signature, not {signatures.Count}.", nameof(signatures)),
    };
}
