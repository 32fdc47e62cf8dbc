using System.Globalization;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using TokenState = Ledger.Api.V1.TokenState;

namespace Ledger.Client.Preparing;

/// <summary>Prepares shipments: departure, receipt, correction, cancellation, and the end of disputes.</summary>
public sealed class ShipmentPreparation
{
    private const int MaximumExceptions = 256;
    private const int Concurrency = 8;

    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal ShipmentPreparation(Preparation preparation, LedgerQueries queries) => (_preparation, _queries) = (preparation, queries);

    /// <summary>
    /// The departure of some items. Signed by the owner and the custodian, the carrier if there is one, and the financiers if the goods are
    /// pledged. Nested items are taken out of their parents first.
    /// </summary>
    /// <param name="items">Units, cases, pallets, containers or runs.</param>
    /// <param name="shipment">To whom, what moves, until when.</param>
    /// <param name="deadline">How long the offer is good; null for the client's message lifetime.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ShipAsync(IReadOnlyList<string> items, ShipmentSpec shipment, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(_queries, items, cancellationToken);
        var taker = await builder.PartnerAsync(shipment.To, cancellationToken);
        var carrier = shipment.Carrier is { } named ? (await builder.PartnerAsync(named, cancellationToken)).Id : 0;
        await Preparation.AddUnpackingAsync(builder, goods, cancellationToken);
        var (owner, custodian) = (goods.Owner.Id, goods.Custodian.Id);
        var newOwner = shipment.Scope.HasFlag(TransferScope.Title) ? taker.Id : owner;
        var newCustodian = shipment.Scope.HasFlag(TransferScope.Custody) ? taker.Id : custodian;
        var needsOwner = newOwner != owner || !await _preparation.HasMandateAsync(owner, custodian, cancellationToken);
        List<(SignerRole, uint, bool)> signers = needsOwner ? [(SignerRole.Owner, owner, false)] : [];
        signers.Add((SignerRole.Custodian, custodian, false));
        if (carrier != 0) signers.Add((SignerRole.Carrier, carrier, false));
        signers.AddRange(goods.Financiers(newOwner == owner ? LienPolicy.MoveCustody : LienPolicy.None));
        await builder.AddAsync(
            new ShipTokens(
                goods.WhenHeld,
                owner,
                custodian,
                newOwner,
                newCustodian,
                carrier,
                (ulong)shipment.Until.ToUnixTimeSeconds(),
                Preparation.Seconds(shipment.DisputePeriod, "dispute_period"),
                builder.DeadlineSeconds,
                shipment.Document),
            signers,
            cancellationToken);
        return builder.Build();
    }

    /// <summary>
    /// Goods sent back towards the issuer or a returns handler, which a suspended partner may do too.
    /// </summary>
    /// <param name="items">What goes back.</param>
    /// <param name="shipment">How; its receiver is the product's issuer or a returns handler.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    /// <exception cref="LedgerException">The receiver is neither.</exception>
    public async Task<Offer> ReturnAsync(IReadOnlyList<string> items, ShipmentSpec shipment, CancellationToken cancellationToken = default)
    {
        var to = await _queries.PartnerAsync(shipment.To, cancellationToken);
        if (!to.Roles.Contains("returns_handler"))
        {
            foreach (var item in items)
            {
                var gtin = (await _queries.TokenAsync(item, cancellationToken)).Identity?.Gtin ?? "";
                if (gtin.Length > 0 && (await _queries.ProductAsync(gtin, cancellationToken)).Issuer.Id == to.Id) continue;
                throw new LedgerException(
                    ErrorCode.ArgumentInvalid, $"{to.Name} is neither the issuer of {item} nor a returns handler.", "Return it to the issuer or to a partner with the role returns_handler.", "to");
            }
        }

        return await ShipAsync(items, shipment, cancellationToken: cancellationToken);
    }

    /// <summary>The counted receipt of a shipment. Signed by the receiver, and the new owner if it is another.</summary>
    /// <exception cref="LedgerException">The shipment is unknown or not in transit, or an exception isn't part of it.</exception>
    public async Task<Offer> ReceiveAsync(uint shipment, ReceiptSpec receipt, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await _queries.ShipmentAsync(shipment, cancellationToken);
        Require(found, Shipment.Types.State.InTransit, "received");
        var exceptions = await ExceptionsAsync(receipt.Exceptions, cancellationToken);
        foreach (var (token, given) in exceptions)
        {
            if (found.Tokens.Contains(token.Root)) continue;
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"{MessageText.Token(token.Token)} is not part of shipment {shipment}.", "Name what came too much as an overage.", "item");
        }

        var overages = new List<Overage>();
        foreach (var overage in receipt.Overages)
        {
            var token = overage.Item is { } item ? (await _queries.TokenAsync(item, cancellationToken)).Token : 0;
            overages.Add(new Overage(token, overage.Count, (ushort)overage.Reason));
        }

        var accepted = found.Tokens.Count - exceptions.Count(e => found.Tokens.Contains(e.Token.Token));
        await builder.AddAsync(
            new ReceiveShipment(
                shipment, found.Seq, [.. found.Tokens], (ushort)accepted, [.. exceptions.Select(Of)], overages, builder.DeadlineSeconds, receipt.Document),
            Receivers(found),
            cancellationToken);
        return builder.Build();
    }

    /// <summary>
    /// What the receiver found after the receipt. Signed by the receiver, the new owner if it is another, and the financiers if the goods are pledged.
    /// </summary>
    public async Task<Offer> CorrectAsync(uint shipment, IReadOnlyList<ReceiptException> findings, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await _queries.ShipmentAsync(shipment, cancellationToken);
        Require(found, Shipment.Types.State.Received, "corrected");
        var goods = await GoodsSelection.LoadAsync(_queries, [.. findings.Select(f => f.Item)], cancellationToken);
        var exceptions = await ExceptionsAsync(findings, cancellationToken);
        await builder.AddAsync(
            new CorrectReceipt(shipment, found.Seq, [.. exceptions.Select(Of)], builder.DeadlineSeconds, document),
            [.. Receivers(found), .. goods.Financiers(LienPolicy.None)],
            cancellationToken);
        return builder.Build();
    }

    /// <summary>A shipment taken back before it is received. Signed by the sender.</summary>
    public async Task<Offer> CancelAsync(uint shipment, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await _queries.ShipmentAsync(shipment, cancellationToken);
        Require(found, Shipment.Types.State.InTransit, "cancelled");
        await builder.AddAsync(
            new CancelShipment(shipment, found.Seq, [.. found.Tokens], builder.DeadlineSeconds, default), [(SignerRole.Custodian, found.Sender.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>The end of disputes, as both sides agree. Signed by the old owner and custodian and the new ones.</summary>
    public async Task<Offer> ResolveAsync(uint shipment, IReadOnlyList<DisputeResolution> resolutions, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await _queries.ShipmentAsync(shipment, cancellationToken);
        var ends = new List<Resolution>();
        foreach (var resolution in resolutions)
        {
            var token = await _queries.TokenAsync(resolution.Item, cancellationToken);
            var dispute = found.Disputes.FirstOrDefault(d => d.Token == token.Token && d.Outcome == Dispute.Types.Outcome.Open) ?? throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"Shipment {shipment} has no open dispute about {MessageText.Token(token.Token)}.", "'shipment' shows its disputes.", "item");
            ends.Add(new Resolution(token.Token, token.Seq, dispute.Hold, (byte)resolution.Outcome));
        }

        await builder.AddAsync(
            new ResolveDispute(shipment, found.Seq, ends, builder.DeadlineSeconds, default),
            [
                (SignerRole.Owner, found.Owner.Id, false),
                (SignerRole.Custodian, found.Sender.Id, false),
                (SignerRole.NewOwner, found.NewOwner.Id, false),
                (SignerRole.NewCustodian, found.Receiver.Id, false),
            ],
            cancellationToken);
        return builder.Build();
    }

    /// <summary>Leave for an agent to move custody of an owner's goods on its own. Signed by the owner.</summary>
    /// <param name="owner">Whose goods: id, GLN, name or account.</param>
    /// <param name="agent">Who may move them.</param>
    /// <param name="until">Its end; null ends a mandate now.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> MandateAsync(string owner, string agent, DateTimeOffset? until, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var giver = await builder.PartnerAsync(owner, cancellationToken);
        var taker = await builder.PartnerAsync(agent, cancellationToken);
        await builder.AddAsync(
            new GrantMandate(giver.Id, giver.Seq, taker.Id, until is { } end ? (ulong)end.ToUnixTimeSeconds() : 0, builder.DeadlineSeconds, default),
            [(SignerRole.Partner, giver.Id, false)],
            cancellationToken);
        return builder.Build();
    }

    private static ShipmentException Of((TokenState Token, ReceiptException Given) exception) =>
        new(exception.Token.Token, exception.Token.Seq, (byte)exception.Given.Kind, (ushort)exception.Given.Reason);

    private static (SignerRole, uint, bool)[] Receivers(Shipment shipment) =>
        [(SignerRole.NewCustodian, shipment.Receiver.Id, false), (SignerRole.NewOwner, shipment.NewOwner.Id, false)];

    private static void Require(Shipment shipment, Shipment.Types.State state, string act)
    {
        if (shipment.State == state) return;
        throw new LedgerException(
            ErrorCode.ArgumentInvalid,
            string.Create(CultureInfo.InvariantCulture, $"Shipment {shipment.Id} is {shipment.State}, so it can't be {act}."),
            "'shipment' shows what became of it.",
            "shipment");
    }

    private async Task<IReadOnlyList<(TokenState Token, ReceiptException Given)>> ExceptionsAsync(IReadOnlyList<ReceiptException> given, CancellationToken cancellationToken)
    {
        if (given.Count > MaximumExceptions)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"A receipt takes {MaximumExceptions} exceptions, not {given.Count}.", "Name cases or pallets instead of their units, or refuse the shipment's tokens whole.", "item");
        }

        var found = new (TokenState Token, ReceiptException Given)[given.Count];
        await Parallel.ForAsync(
            0,
            given.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (i, stop) => found[i] = (await _queries.TokenAsync(given[i].Item, stop), given[i]));
        if (found.GroupBy(f => f.Token.Token).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"{MessageText.Token(twice.Key)} is named twice: as '{string.Join("' and as '", twice.Select(t => t.Given.Item))}'.", "Say one thing of each item.", "item");
        }

        return found;
    }
}
