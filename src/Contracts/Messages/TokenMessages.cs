using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages that Tokens takes.</summary>
internal static class TokenMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(TransferTokens), Transfer),
        (typeof(PackTokens), Pack),
        (typeof(UnpackTokens), Unpack),
        (typeof(DispenseTokens), Dispense),
        (typeof(DispenseRange), Range),
        (typeof(TouchToken), Touch),
        (typeof(PledgeTokens), Pledge),
    ];

    private static MessageType Transfer => new TypedMessage<TransferTokens>(
        MessageKind.TransferTokens,
        LedgerContract.Tokens,
        TokensFunctions.Transfer.Selector,
        TransferTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.NewOwner,
        SignerRole.Custodian,
        SignerRole.NewCustodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.Transfer.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Transfer.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Pack => new TypedMessage<PackTokens>(
        MessageKind.PackTokens,
        LedgerContract.Tokens,
        TokensFunctions.Pack.Selector,
        PackTokens.EncodeType,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Tokens(m.Tokens).Append(Token(m.Container)),
        Write = (m, s) => TokensFunctions.Pack.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Pack.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Unpack => new TypedMessage<UnpackTokens>(
        MessageKind.UnpackTokens,
        LedgerContract.Tokens,
        TokensFunctions.Unpack.Selector,
        UnpackTokens.EncodeType,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Tokens(m.Tokens).Append(Token(m.Root)),
        Write = (m, s) => TokensFunctions.Unpack.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Unpack.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Dispense => new TypedMessage<DispenseTokens>(
        MessageKind.DispenseTokens,
        LedgerContract.Tokens,
        TokensFunctions.Dispense.Selector,
        DispenseTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.Dispense.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Dispense.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Range => new TypedMessage<DispenseRange>(
        MessageKind.DispenseRange,
        LedgerContract.Tokens,
        TokensFunctions.DispenseRangeFunction.Selector,
        DispenseRange.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [Token(m.Root)],
        Write = (m, s) => TokensFunctions.DispenseRangeFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.DispenseRangeFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Touch => new TypedMessage<TouchToken>(
        MessageKind.TouchToken,
        LedgerContract.Tokens,
        TokensFunctions.Touch.Selector,
        TouchToken.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [Token(m.Token)],
        Write = (m, s) => TokensFunctions.Touch.Encode(m, MessageCatalogue.Single(s)),
        Read = data => TokensFunctions.Touch.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Pledge => new TypedMessage<PledgeTokens>(
        MessageKind.PledgeTokens,
        LedgerContract.Tokens,
        TokensFunctions.Pledge.Selector,
        PledgeTokens.EncodeType,
        SignerRole.Debtor,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.Pledge.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Pledge.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    internal static IEnumerable<MessageSubject> Tokens(IReadOnlyList<TokenSeq> tokens) => tokens.Select(Token);

    private static MessageSubject Token(TokenSeq named) => new(SubjectKind.Token, named.Token, named.Seq);
}
