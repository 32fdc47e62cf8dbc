using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages that Conditions takes.</summary>
internal static class ConditionMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(AttestCondition), Attest),
        (typeof(QuarantineTokens), Quarantine),
        (typeof(ReleaseQuarantine), Release),
        (typeof(AnchorBatch), Anchor),
    ];

    private static MessageType Attest => new TypedMessage<AttestCondition>(
        MessageKind.AttestCondition,
        LedgerContract.Conditions,
        ConditionsFunctions.Attest.Selector,
        AttestCondition.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => ConditionsFunctions.Attest.Encode(m, MessageCatalogue.Single(s)),
        Read = data => ConditionsFunctions.Attest.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Quarantine => new TypedMessage<QuarantineTokens>(
        MessageKind.QuarantineTokens,
        LedgerContract.Conditions,
        ConditionsFunctions.Quarantine.Selector,
        QuarantineTokens.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => ConditionsFunctions.Quarantine.Encode(m, MessageCatalogue.Single(s)),
        Read = data => ConditionsFunctions.Quarantine.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Release => new TypedMessage<ReleaseQuarantine>(
        MessageKind.ReleaseQuarantine,
        LedgerContract.Conditions,
        ConditionsFunctions.Release.Selector,
        ReleaseQuarantine.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Hold, m.Hold, m.Seq)],
        Write = (m, s) => ConditionsFunctions.Release.Encode(m, MessageCatalogue.Single(s)),
        Read = data => ConditionsFunctions.Release.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Anchor => new TypedMessage<AnchorBatch>(
        MessageKind.AnchorBatch,
        LedgerContract.Conditions,
        ConditionsFunctions.Anchor.Selector,
        AnchorBatch.EncodeType,
        SignerRole.Partner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [new(SubjectKind.Partner, m.Partner, m.Seq)],
        Write = (m, s) => ConditionsFunctions.Anchor.Encode(m, MessageCatalogue.Single(s)),
        Read = data => ConditionsFunctions.Anchor.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };
}
