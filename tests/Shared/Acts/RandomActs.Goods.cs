using System.Buffers.Binary;
using System.Numerics;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Tests.Shared.Acts;

/// <summary>Shipments, endings, claims, quarantine, conditions.</summary>
internal sealed partial class RandomActs
{
    private const ulong MadeGtin = 4012345678901;
    private const uint ShortSeconds = 150;
    private const uint NoticeSeconds = 60;

    private (string Name, Func<Task<string?>> Act)[] LaterActs() =>
    [
        ("ship", ShipAsync), ("ship", ShipAsync), ("ship", ShipAsync), ("ship", ShipAsync), ("receive", ReceiveAsync), ("receive", ReceiveAsync), ("receive", ReceiveAsync),
        ("correct", CorrectAsync), ("correct", CorrectAsync), ("cancel", CancelAsync), ("expire", ExpireAsync), ("resolve", ResolveAsync), ("resolve", ResolveAsync),
        ("lapse", LapseAsync), ("destroy", DestroyAsync), ("export", ExportAsync), ("missing", MissingAsync), ("reinstate", ReinstateAsync), ("reinstate", ReinstateAsync),
        ("transform", TransformAsync), ("transform", TransformAsync), ("claim", ClaimAsync), ("claim", ClaimAsync), ("default", DefaultAsync), ("default", DefaultAsync),
        ("cure", CureAsync), ("foreclose", ForecloseAsync), ("foreclose", ForecloseAsync), ("clear", ClearAsync), ("attest", AttestAsync), ("quarantine", QuarantineAsync),
        ("lift quarantine", LiftQuarantineAsync), ("lift quarantine", LiftQuarantineAsync), ("lift quarantine", LiftQuarantineAsync), ("lift", LiftAsync), ("lift", LiftAsync),
        ("sweep", SweepAsync), ("sweep", SweepAsync), ("anchor", AnchorAsync), ("mandate", MandateAsync), ("pass", PassAsync), ("pass", PassAsync),
    ];

    private async Task<string?> PassAsync()
    {
        await ledger.PassAsync((ulong)_random.Next(20, 120));
        return null;
    }

    private Task<string?> ShipAsync()
    {
        var held = Held().Where(t => ledger.View.Token(t).Status == TokenStatus.Active).ToList();
        if (held.Count == 0) return UnpackAsync();
        var token = Pick(held);
        var word = ledger.View.Token(token);
        var others = held.Where(t => t != token && _random.Next(3) == 0 && Matches(t, token)).Take(3);
        var (title, carrier) = (_random.Next(2) == 0, _random.Next(2) == 0);
        return ledger.SubmitAsync(new ShipTokens(
            [.. others.Prepend(token).Select(Named)],
            word.Owner.Value,
            word.Custodian.Value,
            title ? Pick(_partners).Value : word.Owner.Value,
            Pick(_partners).Value,
            carrier ? Pick(_partners).Value : 0,
            ledger.NowSeconds + (2 * ShortSeconds),
            ShortSeconds,
            IActLedger.FarDeadline,
            default));
    }

    private Task<string?> ReceiveAsync()
    {
        if (Shipments(ShipmentState.InTransit) is not { Count: > 0 } open) return ShipAsync();
        var shipment = Pick(open);
        var manifest = ledger.View.Manifest(shipment);
        var exceptions = new List<ShipmentException>();
        var whole = 0;
        foreach (var token in manifest)
        {
            var choice = _random.Next(4);
            if (choice == 0) whole++;
            var named = choice switch { 0 => token, 1 => Inside(token), _ => TokenId.None };
            if (named != TokenId.None) exceptions.Add(Exception(named));
            if (named == token && choice == 1) whole++;
        }

        Overage[] overages = [.. Enumerable.Range(0, _random.Next(3)).Select(i => new Overage(i == 0 ? 0 : AnyToken().Value, (uint)_random.Next(9), 99))];
        return ledger.SubmitAsync(new ReceiveShipment(
            shipment.Value, ledger.View.ShipmentWord(shipment).Seq, [.. manifest.Select(t => t.Value)], (ushort)(manifest.Count - whole), exceptions, overages, IActLedger.FarDeadline, default));
    }

    private Task<string?> CorrectAsync()
    {
        if (Shipments(ShipmentState.Received) is not { Count: > 0 } received) return ReceiveAsync();
        var shipment = Pick(received);
        var token = Inside(Pick(ledger.View.Manifest(shipment)));
        return ledger.SubmitAsync(new CorrectReceipt(shipment.Value, ledger.View.ShipmentWord(shipment).Seq, [Exception(token)], IActLedger.FarDeadline, default));
    }

    private Task<string?> CancelAsync()
    {
        if (Shipments(ShipmentState.InTransit) is not { Count: > 0 } open) return ShipAsync();
        var shipment = Pick(open);
        return ledger.SubmitAsync(new CancelShipment(
            shipment.Value, ledger.View.ShipmentWord(shipment).Seq, [.. ledger.View.Manifest(shipment).Select(t => t.Value)], IActLedger.FarDeadline, default));
    }

    private async Task<string?> ExpireAsync()
    {
        if (Shipments(ShipmentState.InTransit) is not { Count: > 0 } open) return await ShipAsync();
        var shipment = open.MinBy(s => ledger.View.ShipmentWord(s).UntilSeconds);
        if (_random.Next(2) == 0) await ledger.PassAsync(2 * ShortSeconds);
        return await SendAsync(TokensFunctions.ExpireShipment.Encode(shipment.Value, [.. ledger.View.Manifest(shipment).Select(t => t.Value)]));
    }

    private Task<string?> ResolveAsync()
    {
        if (Holds(HoldKind.Dispute) is not { Count: > 0 } open) return ReceiveAsync();
        var shipment = Pick(open).Word.Shipment;
        var resolutions = open.Where(d => d.Word.Shipment == shipment).Take(2)
            .Select(d => new Resolution(d.Word.DisputedToken.Value, ledger.View.Token(d.Word.DisputedToken).Seq, d.Id.Value, (byte)_random.Next(1, 4)));
        return ledger.SubmitAsync(new ResolveDispute(shipment.Value, ledger.View.ShipmentWord(shipment).Seq, [.. resolutions], IActLedger.FarDeadline, default));
    }

    private async Task<string?> LapseAsync()
    {
        if (Holds(HoldKind.Dispute) is not { Count: > 0 } open) return await ReceiveAsync();
        if (_random.Next(2) == 0) await ledger.PassAsync(ShortSeconds + 1);
        return await SendAsync(TokensFunctions.LapseDisputes.Encode([.. open.OrderBy(d => d.Word.LapsesSeconds).Take(2).Select(d => d.Id.Value)]));
    }

    private Task<string?> DestroyAsync()
    {
        // Large ones seldom, or nothing is left.
        var small = Held().Where(t => t.Level <= TokenLevel.Case || _random.Next(6) == 0).ToList();
        return small.Count == 0 ? UnpackAsync() : ledger.SubmitAsync(new DestroyTokens([Named(Pick(small))], IActLedger.FarDeadline, default));
    }

    private Task<string?> ExportAsync() => ledger.SubmitAsync(new ExportTokens([Named(AnyUnit())], (ushort)_random.Next(1, 1000), IActLedger.FarDeadline, default));

    private Task<string?> MissingAsync() => ledger.SubmitAsync(new ReportMissing([Named(Pick(Held()))], (byte)_random.Next(6, 8), IActLedger.FarDeadline, default));

    private Task<string?> ReinstateAsync()
    {
        var missing = Held().Where(t => ledger.View.Token(t).Status is TokenStatus.Lost or TokenStatus.Stolen).ToList();
        return missing.Count == 0 ? MissingAsync() : ledger.SubmitAsync(new ReinstateTokens([Named(Pick(missing))], IActLedger.FarDeadline, default));
    }

    private async Task<string?> TransformAsync()
    {
        var units = Enumerable.Range(0, 12).Select(_ => AnyUnit()).Where(u => Resolve(u) is { Owner.Value: 1, IsTerminal: false }).Distinct().ToList();
        if (units.Count == 0) return await DispenseAsync();
        var root = Resolve(units[0])!.Root;
        var lot = $"MADE{_random.Next(2)}";
        var lotSeq = ledger.View.TryFindLot(MadeGtin, lot, out var id) ? ledger.View.LotWord(id).Seq : 0;
        var count = (uint)_random.Next(1, 8);
        var blob = Serials(count);
        var output = new CommissionRun(
            MadeGtin, lot, lotSeq, 4_000_000_000, BigInteger.Zero, count, (ushort)(_random.Next(2) * 2), 0, 0, 0, blob[0], blob, IActLedger.FarDeadline, default);
        var error = await ledger.SubmitAsync(new TransformUnits(
            [.. units.Where(u => Resolve(u)!.Root == root).Take(3).Select(Named)], output, IActLedger.FarDeadline, default));
        if (error is null) Runs.Add(new RunId((uint)Runs.Count + 1));
        return error;
    }

    private Task<string?> ClaimAsync()
    {
        if (Liens(w => w.State == LienState.Active) is not { Count: > 0 } active) return PledgeAsync();
        var lien = Pick(active);
        var word = ledger.View.LienWord(lien);
        return ledger.SubmitAsync(new AddClaim(lien.Value, word.Seq, word.Debtor.Value, Pick(_partners).Value, Maturity(), NoticeSeconds, Terms(), IActLedger.FarDeadline, default));
    }

    private async Task<string?> DefaultAsync()
    {
        if (Liens(w => w.State == LienState.Active) is not { Count: > 0 } active) return await PledgeAsync();
        var lien = active.MinBy(l => ledger.View.TryLien(l, out var some) ? some.Claims.Min(c => c.MaturitySeconds) : ulong.MaxValue);
        ledger.View.TryLien(lien, out var record).ShouldBeTrue();
        var (rank, maturity) = record!.Claims.Select(c => (c.Rank, c.MaturitySeconds)).MinBy(c => c.MaturitySeconds);
        if (maturity > ledger.NowSeconds && maturity < IActLedger.FarDeadline / 2) await ledger.PassAsync(maturity - ledger.NowSeconds);
        return await ledger.SubmitAsync(new DeclareDefault(lien.Value, record.Word.Seq, rank, IActLedger.FarDeadline, default));
    }

    private Task<string?> CureAsync()
    {
        if (Liens(w => w.State == LienState.Defaulted) is not { Count: > 0 } defaulted || _random.Next(2) == 0) return DefaultAsync();
        var lien = Pick(defaulted);
        return ledger.SubmitAsync(new CureLien(lien.Value, ledger.View.LienWord(lien).Seq, Maturity(), IActLedger.FarDeadline, default));
    }

    private async Task<string?> ForecloseAsync()
    {
        if (Liens(w => w.State is LienState.Defaulted or LienState.Foreclosed) is not { Count: > 0 } open) return await DefaultAsync();
        var lien = Pick(open);
        var covered = Held().Where(t => ledger.View.Token(t).Lien == lien).ToList();
        if (covered.Count == 0) return await DefaultAsync();
        if (ledger.View.LienWord(lien).NoticeEndsSeconds >= ledger.NowSeconds) await ledger.PassAsync(NoticeSeconds + 1);
        return await ledger.SubmitAsync(new ForecloseTokens(lien.Value, ledger.View.LienWord(lien).Seq, [Pick(covered).Value], IActLedger.FarDeadline, default));
    }

    private Task<string?> ClearAsync()
    {
        var recalls = Holds(HoldKind.Recall).Where(h => h.Word.Scope == HoldScope.Lot).ToList();
        if (recalls.Count == 0) return RecallAsync();
        var (id, word) = Pick(recalls);
        var runs = Runs.Where(r => ledger.View.RunWord(r).Lot.Value == word.Target).ToList();
        var run = runs.Count == 0 ? Pick(Runs) : Pick(runs);
        var token = _random.Next(3) == 0 ? TokenId.RootOf(run) : TokenId.UnitOf(run, (uint)_random.Next((int)ledger.View.RunWord(run).Count));
        return ledger.SubmitAsync(new ClearTokens(word.PlacedBy.Value, id.Value, word.Seq, [new TokenSeq(token.Value, ledger.View.Token(token).Seq)], IActLedger.FarDeadline, default));
    }

    private Task<string?> AttestAsync()
    {
        var partner = Pick(_partners);
        return ledger.SubmitAsync(new AttestCondition(
            partner.Value, SeqOf(partner), Distinct(), (ushort)_random.Next(1, 7), (byte)_random.Next(3), Terms(), IActLedger.FarDeadline, default));
    }

    private Task<string?> QuarantineAsync()
    {
        var partner = Pick(_partners);
        return ledger.SubmitAsync(new QuarantineTokens(partner.Value, SeqOf(partner), Distinct(), "suspect", IActLedger.FarDeadline, default));
    }

    private Task<string?> LiftQuarantineAsync()
    {
        if (Holds(HoldKind.Quarantine) is not { Count: > 0 } open) return AttestAsync();
        var (id, word) = Pick(open);
        return ledger.SubmitAsync(new ReleaseQuarantine(Pick(_partners).Value, id.Value, word.Seq, IActLedger.FarDeadline, default));
    }

    private Task<string?> AnchorAsync()
    {
        var partner = Pick(_partners);
        return ledger.SubmitAsync(new AnchorBatch(partner.Value, SeqOf(partner), Terms(), (uint)_random.Next(1, 1000), IActLedger.FarDeadline, default));
    }

    private Task<string?> MandateAsync()
    {
        var owner = Pick(_partners);
        return ledger.SubmitAsync(new GrantMandate(
            owner.Value, SeqOf(owner), Pick(_partners).Value, _random.Next(3) == 0 ? 0 : 3_900_000_000ul, IActLedger.FarDeadline, default));
    }

    private Task<string?> SendAsync(byte[] call) => ledger.SendAsync(ledger.Network.AddressOf(LedgerContract.Tokens), call);

    private ShipmentException Exception(TokenId token) => new(token.Value, ledger.View.Token(token).Seq, (byte)_random.Next(1, 4), (ushort)_random.Next(1, 13));

    /// <summary>Something under a token, or the token itself.</summary>
    private TokenId Inside(TokenId token)
    {
        var inside = Runs
            .SelectMany(r => Enumerable.Range(0, (int)ledger.View.RunWord(r).Count).Select(i => TokenId.UnitOf(r, (uint)i)))
            .Where(u => Resolve(u) is { IsTerminal: false } resolved && resolved.Path.Contains(token))
            .ToList();
        if (inside.Count == 0) return token;
        var path = Resolve(Pick(inside))!;
        var candidates = path.Path.TakeWhile(p => p != token).Append(path.Token).ToList();
        return Pick(candidates);
    }

    private ulong[] Distinct() => [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => AnyToken().Value).Distinct()];

    private ulong Maturity() => _random.Next(4) == 0 ? 3_900_000_000 : ledger.NowSeconds + (ulong)_random.Next(30, 200);

    private byte AnyRank(uint lien) => (byte)_random.Next(1, ledger.View.LienWord(new LienId(lien)).Ranks + 1);

    private uint SeqOf(PartnerId partner) => ledger.View.TryPartner(partner, out var record) ? record.Word.Seq : 0;

    private Bytes32 Terms()
    {
        var bytes = new byte[Bytes32.SizeBytes];
        _random.NextBytes(bytes);
        return new Bytes32(bytes);
    }

    private List<ShipmentId> Shipments(ShipmentState state) =>
        [.. ledger.Rows(EntityKind.Shipment).Where(r => ShipmentRecord.Read(r.Value).Word.State == state).Select(r => new ShipmentId(BinaryPrimitives.ReadUInt32BigEndian(r.Key)))];

    private List<LienId> Liens(Func<LienWord, bool> where) =>
        [.. ledger.Rows(EntityKind.Lien).Where(r => where(LienRecord.Read(r.Value).Word)).Select(r => new LienId(BinaryPrimitives.ReadUInt32BigEndian(r.Key)))];

    private List<(HoldId Id, HoldWord Word)> Holds(HoldKind kind) =>
    [
        .. ledger.Rows(EntityKind.Hold)
            .Select(r => (new HoldId(BinaryPrimitives.ReadUInt32BigEndian(r.Key)), HoldRecord.Read(r.Value).Word))
            .Where(h => h.Item2.Kind == kind && h.Item2.IsActive),
    ];
}
