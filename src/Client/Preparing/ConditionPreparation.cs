using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Anchors;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>Prepares attested conditions, quarantines and anchors.</summary>
public sealed class ConditionPreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal ConditionPreparation(Preparation preparation, LedgerQueries queries) => (_preparation, _queries) = (preparation, queries);

    /// <summary>A reading, warning or excursion. An excursion puts the items into quarantine.</summary>
    /// <param name="items">What it is about.</param>
    /// <param name="kind">What was measured.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="dataHash">The hash of the off-chain data.</param>
    /// <param name="by">Who attests: owner, custodian or issuer of the items, a regulator or a device operator.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public Task<Offer> AttestAsync(
        IReadOnlyList<string> items, ConditionKind kind, ConditionSeverity severity, Bytes32 dataHash, string by, CancellationToken cancellationToken = default) => SayAsync(
        items,
        by,
        (partner, tokens, deadline) => new AttestCondition(partner.Id, partner.Seq, tokens, (ushort)kind, (byte)severity, dataHash, deadline, default),
        cancellationToken);

    /// <summary>Items put into quarantine with what is inside them.</summary>
    public Task<Offer> QuarantineAsync(IReadOnlyList<string> items, string reason, string by, CancellationToken cancellationToken = default) => SayAsync(
        items,
        by,
        (partner, tokens, deadline) => new QuarantineTokens(partner.Id, partner.Seq, tokens, reason, deadline, default),
        cancellationToken);

    /// <summary>The end of a quarantine, everywhere. Signed by the issuer of the goods, or a regulator.</summary>
    public async Task<Offer> ReleaseAsync(uint quarantine, string by, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        var hold = await _queries.HoldAsync(quarantine, cancellationToken);
        if (hold.Kind != Restriction.Types.Kind.Quarantine)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"{quarantine} is no quarantine.", "'token' shows the restrictions of an item.", "quarantine");
        }

        await builder.AddAsync(new ReleaseQuarantine(partner.Id, quarantine, hold.Seq, builder.DeadlineSeconds, default), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>The root of a tree of off-chain events.</summary>
    public async Task<Offer> AnchorAsync(MerkleTree events, string by, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        await builder.AddAsync(
            new AnchorBatch(partner.Id, partner.Seq, events.Root, (uint)events.Count, builder.DeadlineSeconds, document), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }

    private async Task<Offer> SayAsync(
        IReadOnlyList<string> items, string by, Func<Partner, IReadOnlyList<ulong>, ulong, object> body, CancellationToken cancellationToken)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        var tokens = new List<ulong>();
        foreach (var item in items) tokens.Add((await _queries.TokenAsync(item, cancellationToken)).Token);
        await builder.AddAsync(body(partner, [.. tokens.Distinct()], builder.DeadlineSeconds), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }
}
