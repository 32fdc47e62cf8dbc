using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages about final and missing states, and of transforms.</summary>
internal static class EndingMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(DestroyTokens), Destroy),
        (typeof(ExportTokens), Export),
        (typeof(ReportMissing), Report),
        (typeof(ReinstateTokens), Reinstate),
        (typeof(TransformUnits), Transform),
    ];

    private static MessageType Destroy => new TypedMessage<DestroyTokens>(
        MessageKind.DestroyTokens,
        LedgerContract.Tokens,
        TokensFunctions.Destroy.Selector,
        DestroyTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.Destroy.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Destroy.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Export => new TypedMessage<ExportTokens>(
        MessageKind.ExportTokens,
        LedgerContract.Tokens,
        TokensFunctions.ExportUnits.Selector,
        ExportTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.ExportUnits.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.ExportUnits.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Report => new TypedMessage<ReportMissing>(
        MessageKind.ReportMissing,
        LedgerContract.Tokens,
        TokensFunctions.ReportMissingFunction.Selector,
        ReportMissing.EncodeType,
        SignerRole.Owner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.ReportMissingFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => TokensFunctions.ReportMissingFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Reinstate => new TypedMessage<ReinstateTokens>(
        MessageKind.ReinstateTokens,
        LedgerContract.Tokens,
        TokensFunctions.ReinstateTokensFunction.Selector,
        ReinstateTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.Issuer)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.ReinstateTokensFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.ReinstateTokensFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Transform => new TypedMessage<TransformUnits>(
        MessageKind.TransformUnits,
        LedgerContract.Tokens,
        TokensFunctions.Transform.Selector,
        TransformUnits.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens).Append(new MessageSubject(SubjectKind.Lot, 0, m.Output.LotSeq, m.Output.Gtin, m.Output.LotCode)),
        Write = (m, s) => TokensFunctions.Transform.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Transform.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };
}
