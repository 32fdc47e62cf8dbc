using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages that the modules and the council take.</summary>
internal static class ModuleMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(ReleaseLien), ReleaseLienType),
        (typeof(ReleaseTokens), ReleaseTokensType),
        (typeof(RegisterProduct), RegisterProductType),
        (typeof(CommissionRun), CommissionRunType),
        (typeof(RecallProduct), RecallProductType),
        (typeof(RecallLot), RecallLotType),
        (typeof(RecallRange), RecallRangeType),
        (typeof(RecallToken), RecallTokenType),
        (typeof(LiftRecall), LiftRecallType),
        (typeof(ClearTokens), ClearTokensType),
        (typeof(GrantMandate), GrantMandateType),
        (typeof(RotateAccount), RotateAccountType),
        (typeof(CouncilAct), CouncilActType),
    ];

    private static MessageType ReleaseLienType => new TypedMessage<ReleaseLien>(
        MessageKind.ReleaseLien,
        LedgerContract.Liens,
        LiensFunctions.Release.Selector,
        ReleaseLien.EncodeType,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lien, m.Lien, m.Seq)],
        Write = (m, s) => LiensFunctions.Release.Encode(m, MessageCatalogue.Single(s)),
        Read = data => LiensFunctions.Release.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType ReleaseTokensType => new TypedMessage<ReleaseTokens>(
        MessageKind.ReleaseTokens,
        LedgerContract.Liens,
        LiensFunctions.ReleaseTokensFunction.Selector,
        ReleaseTokens.EncodeType,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens).Prepend(new MessageSubject(SubjectKind.Lien, m.Lien, m.Seq)),
        Write = (m, s) => LiensFunctions.ReleaseTokensFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => LiensFunctions.ReleaseTokensFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType RegisterProductType => new TypedMessage<RegisterProduct>(
        MessageKind.RegisterProduct,
        LedgerContract.Catalogue,
        CatalogueFunctions.Register.Selector,
        RegisterProduct.EncodeType,
        SignerRole.Issuer)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Product, 0, m.Seq, m.Gtin)],
        Write = (m, s) => CatalogueFunctions.Register.Encode(m, MessageCatalogue.Single(s)),
        Read = data => CatalogueFunctions.Register.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType CommissionRunType => new TypedMessage<CommissionRun>(
        MessageKind.CommissionRun,
        LedgerContract.Catalogue,
        CatalogueFunctions.Commission.Selector,
        CommissionRun.EncodeType,
        SignerRole.Issuer)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Lot, 0, m.LotSeq, m.Gtin, m.LotCode)],
        Write = (m, s) => CatalogueFunctions.Commission.Encode(m, MessageCatalogue.Single(s)),
        Read = data => CatalogueFunctions.Commission.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType RecallProductType => new TypedMessage<RecallProduct>(
        MessageKind.RecallProduct,
        LedgerContract.Recalls,
        RecallsFunctions.RecallProductFunction.Selector,
        RecallProduct.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => RecallsFunctions.RecallProductFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.RecallProductFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType RecallLotType => new TypedMessage<RecallLot>(
        MessageKind.RecallLot,
        LedgerContract.Recalls,
        RecallsFunctions.RecallLotFunction.Selector,
        RecallLot.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => RecallsFunctions.RecallLotFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.RecallLotFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType RecallRangeType => new TypedMessage<RecallRange>(
        MessageKind.RecallRange,
        LedgerContract.Recalls,
        RecallsFunctions.RecallRangeFunction.Selector,
        RecallRange.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => RecallsFunctions.RecallRangeFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.RecallRangeFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType RecallTokenType => new TypedMessage<RecallToken>(
        MessageKind.RecallToken,
        LedgerContract.Recalls,
        RecallsFunctions.RecallTokenFunction.Selector,
        RecallToken.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => RecallsFunctions.RecallTokenFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.RecallTokenFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType LiftRecallType => new TypedMessage<LiftRecall>(
        MessageKind.LiftRecall,
        LedgerContract.Recalls,
        RecallsFunctions.Lift.Selector,
        LiftRecall.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Hold, m.Hold, m.Seq)],
        Write = (m, s) => RecallsFunctions.Lift.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.Lift.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType ClearTokensType => new TypedMessage<ClearTokens>(
        MessageKind.ClearTokens,
        LedgerContract.Recalls,
        RecallsFunctions.Clear.Selector,
        ClearTokens.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Hold, m.Hold, m.Seq), .. TokenMessages.Tokens(m.Tokens)],
        Write = (m, s) => RecallsFunctions.Clear.Encode(m, MessageCatalogue.Single(s)),
        Read = data => RecallsFunctions.Clear.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType GrantMandateType => new TypedMessage<GrantMandate>(
        MessageKind.GrantMandate,
        LedgerContract.Partners,
        PartnersFunctions.Mandate.Selector,
        GrantMandate.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Owner, m.Seq)],
        Write = (m, s) => PartnersFunctions.Mandate.Encode(m, MessageCatalogue.Single(s)),
        Read = data => PartnersFunctions.Mandate.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType RotateAccountType => new TypedMessage<RotateAccount>(
        MessageKind.RotateAccount,
        LedgerContract.Partners,
        PartnersFunctions.Rotate.Selector,
        RotateAccount.EncodeType,
        SignerRole.OldAccount,
        SignerRole.NewAccount)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => PartnersFunctions.Rotate.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => PartnersFunctions.Rotate.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    // An act names no seq: several may be pending, and each is approved at most once for ever.
    private static MessageType CouncilActType => new TypedMessage<CouncilAct>(
        MessageKind.CouncilAct,
        LedgerContract.Council,
        CouncilFunctions.Approve.Selector,
        CouncilAct.EncodeType,
        SignerRole.CouncilMember)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = _ => [],
        Write = (m, s) => CouncilFunctions.Approve.Encode(m, [.. s.Select(Approval).OrderBy(a => a.Member)]),
        Read = data => CouncilFunctions.Approve.DecodeInput(data) is var (m, s) ? (m, [.. s.Select(a => new MessageSignature(a.SignatureValue, a.Member))]) : default,
    };

    private static Approval Approval(MessageSignature signature) =>
        new(signature.Member ?? throw new ArgumentException("An approval names its member.", nameof(signature)), signature.Bytes);
}
