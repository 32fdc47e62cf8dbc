using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages of ranked claims, default and foreclosure.</summary>
internal static class LendingMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(AddClaim), Add),
        (typeof(DeclareDefault), Declare),
        (typeof(CureLien), Cure),
        (typeof(ForecloseTokens), Foreclose),
    ];

    private static MessageType Add => new TypedMessage<AddClaim>(
        MessageKind.AddClaim,
        LedgerContract.Tokens,
        TokensFunctions.AddClaimFunction.Selector,
        AddClaim.EncodeType,
        SignerRole.Debtor,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lien, m.Lien, m.Seq)],
        Write = (m, s) => TokensFunctions.AddClaimFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.AddClaimFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Declare => new TypedMessage<DeclareDefault>(
        MessageKind.DeclareDefault,
        LedgerContract.Tokens,
        TokensFunctions.DeclareDefaultFunction.Selector,
        DeclareDefault.EncodeType,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lien, m.Lien, m.Seq)],
        Write = (m, s) => TokensFunctions.DeclareDefaultFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => TokensFunctions.DeclareDefaultFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Cure => new TypedMessage<CureLien>(
        MessageKind.CureLien,
        LedgerContract.Tokens,
        TokensFunctions.Cure.Selector,
        CureLien.EncodeType,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lien, m.Lien, m.Seq)],
        Write = (m, s) => TokensFunctions.Cure.Encode(m, MessageCatalogue.Single(s)),
        Read = data => TokensFunctions.Cure.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Foreclose => new TypedMessage<ForecloseTokens>(
        MessageKind.ForecloseTokens,
        LedgerContract.Tokens,
        TokensFunctions.Foreclose.Selector,
        ForecloseTokens.EncodeType,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lien, m.Lien, m.Seq)],
        Write = (m, s) => TokensFunctions.Foreclose.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Foreclose.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };
}
