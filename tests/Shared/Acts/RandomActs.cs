using System.Numerics;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;

namespace Ledger.Tests.Shared.Acts;

/// <summary>Random acts on a ledger, biased to legal ones by what its projection says. One seed gives one sequence.</summary>
internal sealed partial class RandomActs(IActLedger ledger, int seed)
{
    private const ulong Gtin = 9506000134352;
    private readonly Random _random = new(seed);
    private readonly List<uint> _liens = [];
    private readonly List<uint> _holds = [];
    private PartnerId[] _partners = [];
    private uint _sscc;

    public Dictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public List<RunId> Runs { get; } = [];

    public List<TokenId> Containers { get; } = [];

    public IReadOnlyList<PartnerId> Partners => _partners;

    public async Task BeginAsync()
    {
        const PartnerRoles All = PartnerRoles.Issuer | PartnerRoles.Holder | PartnerRoles.Carrier | PartnerRoles.Financier | PartnerRoles.Regulator | PartnerRoles.ReturnsHandler;
        _partners = [await ledger.AdmitAsync("maker", All), await ledger.AdmitAsync("wholesaler", All), await ledger.AdmitAsync("bank", All)];
        (await ledger.SubmitAsync(new RegisterProduct(Gtin, 0, 1, "Product", IActLedger.FarDeadline, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new RegisterProduct(MadeGtin, 0, 1, "Made of it", IActLedger.FarDeadline, default))).ShouldBeNull();
        for (var i = 0; i < 3; i++) (await CommissionAsync()).ShouldBeNull();
        foreach (var partner in _partners.Take(2))
        {
            for (uint level = 3; level <= 5; level++) Containers.Add(TokenId.Of(new RunId(partner.Value), (TokenLevel)level, (uint)_random.Next(4)));
        }
    }

    public async Task NextAsync()
    {
        var (name, act) = Pick(_random.Next(5) < 2 ? FirstActs() : LaterActs());
        var error = await act();
        var outcome = error is null ? name : $"{name}: {error.Split('(')[0]}";
        Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + 1;
    }

    private (string Name, Func<Task<string?>> Act)[] FirstActs() =>
    [
        ("unpack", UnpackAsync), ("unpack", UnpackAsync), ("unpack", UnpackAsync), ("pack", PackAsync), ("pack", PackAsync), ("pack", PackAsync),
        ("transfer", TransferAsync), ("transfer", TransferAsync), ("dispense", DispenseAsync), ("range", RangeAsync), ("touch", TouchAsync),
        ("pledge", PledgeAsync), ("release", ReleaseAsync), ("recall", RecallAsync), ("lift", LiftAsync), ("lift", LiftAsync), ("sweep", SweepAsync),
        ("sweep", SweepAsync), ("commission", Rarely(CommissionAsync)),
    ];

    private Func<Task<string?>> Rarely(Func<Task<string?>> act) => () => _random.Next(4) == 0 ? act() : TransferAsync();

    private async Task<string?> CommissionAsync()
    {
        var lot = $"LOT{_random.Next(2)}";
        var lotSeq = ledger.View.TryFindLot(Gtin, lot, out var id) ? ledger.View.LotWord(id).Seq : 0;
        var layout = _random.Next(4);
        var count = (uint)_random.Next(1, 30);
        var sscc = layout > 0 && _random.Next(2) == 0 ? Sscc() : 0;
        var blob = Serials(count);
        var error = await ledger.SubmitAsync(new CommissionRun(
            Gtin, lot, lotSeq, 4_000_000_000, BigInteger.Zero, count, (ushort)(layout == 0 ? 0 : layout + 1), (ushort)(layout > 1 ? 2 : 0), sscc, 0, blob[0], blob, IActLedger.FarDeadline, default));
        if (error is null) Runs.Add(new RunId((uint)Runs.Count + 1));
        return error;
    }

    private Task<string?> UnpackAsync()
    {
        var token = AnyToken();
        var root = Resolve(token)?.Root ?? token;
        var tokens = new List<TokenSeq> { Named(token) };
        if (_random.Next(3) == 0) tokens.Add(Named(new TokenId(token.Value + 1)));
        return ledger.SubmitAsync(new UnpackTokens(tokens, Named(root), IActLedger.FarDeadline, default));
    }

    private Task<string?> PackAsync()
    {
        var held = Held();
        if (held.Count == 0) return UnpackAsync();
        var token = Pick(held);
        var container = _random.Next(3) == 0 && token.Level <= TokenLevel.Pallet
            ? RunLayout.Parent(ledger.View.RunWord(token.Run), token)
            : Pick(Containers);
        var others = held.Where(t => t != token && t.Level < container.Level && _random.Next(3) == 0 && Matches(t, token)).Take(2);
        var tokens = container.IsFreeContainer ? others.Prepend(token) : [token];
        return ledger.SubmitAsync(new PackTokens([.. tokens.Select(Named)], Named(container), IActLedger.FarDeadline, default));
    }

    private Task<string?> TransferAsync()
    {
        var token = Pick(Held());
        var word = ledger.View.Token(token);
        var (title, custody) = (_random.Next(2) == 0, _random.Next(2) == 0);
        return ledger.SubmitAsync(new TransferTokens(
            [Named(token)],
            word.Owner.Value,
            word.Custodian.Value,
            title || !custody ? Pick(_partners).Value : word.Owner.Value,
            custody ? Pick(_partners).Value : word.Custodian.Value,
            IActLedger.FarDeadline,
            default));
    }

    private Task<string?> DispenseAsync()
    {
        var unit = AnyUnit();
        var units = _random.Next(3) == 0 ? new[] { unit, new TokenId(unit.Value + 1) } : [unit];
        return ledger.SubmitAsync(new DispenseTokens([.. units.Select(Named)], IActLedger.FarDeadline, default));
    }

    private Task<string?> RangeAsync()
    {
        var unit = AnyUnit();
        var root = Resolve(unit)?.Root ?? unit;
        var last = unit.Index + (uint)_random.Next(4);
        return ledger.SubmitAsync(new DispenseRange(Named(root), unit.Run.Value, unit.Index, last, IActLedger.FarDeadline, default));
    }

    private Task<string?> TouchAsync()
    {
        var token = AnyToken();
        return ledger.SubmitAsync(new TouchToken(Named(token), Resolve(token)?.Owner.Value is > 0 and var owner ? owner : 1, IActLedger.FarDeadline, default));
    }

    private async Task<string?> PledgeAsync()
    {
        var token = Pick(Held());
        var word = ledger.View.Token(token);
        var others = Held().Where(t => t != token && Matches(t, token)).Take(_random.Next(2));
        var before = ledger.Rows(EntityKind.Lien).Count();
        var error = await ledger.SubmitAsync(new PledgeTokens(
            [.. others.Prepend(token).Select(Named)], word.Owner.Value, Pick(_partners).Value, (ushort)_random.Next(16), Maturity(), 60, default, IActLedger.FarDeadline, default));
        _liens.Clear();
        _liens.AddRange(ledger.Rows(EntityKind.Lien).Select(r => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(r.Key)));
        if (error is null) _liens.Count.ShouldBe(before + 1);
        return error;
    }

    private Task<string?> ReleaseAsync()
    {
        var alive = _liens.Where(l => ledger.View.LienWord(new LienId(l)).IsAlive).ToList();
        if (alive.Count == 0) return PledgeAsync();
        var lien = Pick(alive);
        var seq = ledger.View.LienWord(new LienId(lien)).Seq;
        var covered = Held().Where(t => ledger.View.Token(t).Lien.Value == lien).ToList();
        return _random.Next(2) == 0 || covered.Count == 0
            ? ledger.SubmitAsync(new ReleaseLien(lien, seq, AnyRank(lien), IActLedger.FarDeadline, default))
            : ledger.SubmitAsync(new ReleaseTokens(lien, seq, [Named(Pick(covered))], IActLedger.FarDeadline, default));
    }

    private async Task<string?> RecallAsync()
    {
        var partner = Pick(_partners).Value;
        ledger.View.TryPartner(new PartnerId(partner), out var record).ShouldBeTrue();
        var seq = record!.Word.Seq;
        uint[] destinations = _random.Next(2) == 0 ? [Pick(_partners).Value] : [];
        var unit = AnyUnit();
        object message = _random.Next(8) switch
        {
            0 => new RecallProduct(partner, seq, Gtin, 1, destinations, "product", IActLedger.FarDeadline, default),
            1 => new RecallLot(partner, seq, Gtin, $"LOT{_random.Next(2)}", 2, destinations, "lot", IActLedger.FarDeadline, default),
            2 or 3 => new RecallRange(partner, seq, unit.Run.Value, unit.Index, unit.Index + 1, 3, destinations, "range", IActLedger.FarDeadline, default),
            _ => new RecallToken(partner, seq, AnyToken().Value, 1, destinations, "token", IActLedger.FarDeadline, default),
        };
        var error = await ledger.SubmitAsync(message);
        _holds.Clear();
        _holds.AddRange(ledger.Rows(EntityKind.Hold).Where(r => HoldRecord.Read(r.Value).Word is { IsActive: true, Kind: HoldKind.Recall }).Select(r => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(r.Key)));
        return error;
    }

    private Task<string?> LiftAsync()
    {
        var active = _holds.Where(h => ledger.View.HoldWord(new HoldId(h)).IsActive).ToList();
        if (active.Count == 0) return RecallAsync();
        var hold = Pick(active);
        return ledger.SubmitAsync(new LiftRecall(Pick(_partners).Value, hold, ledger.View.HoldWord(new HoldId(hold)).Seq, IActLedger.FarDeadline, default));
    }

    private Task<string?> SweepAsync()
    {
        var marked = ledger.Rows(EntityKind.Token).Where(r => new TokenWord(StorageWord.Read(r.Value)) is { IsTerminal: false } w && w.Hold != default).ToList();
        var token = marked.Count == 0 ? AnyToken() : new TokenId(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(Pick(marked).Key));
        return ledger.SendAsync(ledger.Network.AddressOf(LedgerContract.Tokens), TokensFunctions.Sweep.Encode(token.Value));
    }

    private TokenSeq Named(TokenId token) => new(token.Value, ledger.View.Token(token).Seq);

    private bool Matches(TokenId a, TokenId b)
    {
        var (left, right) = (ledger.View.Token(a), ledger.View.Token(b));
        return left.Owner == right.Owner && left.Custodian == right.Custodian && left.Lien == right.Lien;
    }

    private List<TokenId> Held() =>
        [.. ledger.Rows(EntityKind.Token).Where(r => new TokenWord(StorageWord.Read(r.Value)).IsHeld).Select(r => new TokenId(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(r.Key)))];

    private ResolvedToken? Resolve(TokenId token) => new TokenResolver(ledger.View).TryResolve(token, out var resolved) ? resolved : null;

    private TokenId AnyUnit()
    {
        var run = Pick(Runs);
        return TokenId.UnitOf(run, (uint)_random.Next((int)ledger.View.RunWord(run).Count));
    }

    private TokenId AnyToken()
    {
        var run = Pick(Runs);
        var word = ledger.View.RunWord(run);
        var level = (TokenLevel)_random.Next(4);
        if (level == TokenLevel.Container3) return Pick(Containers);
        var population = RunLayout.Population(word, level);
        return population == 0 ? AnyUnit() : TokenId.Of(run, level, (uint)_random.Next((int)population));
    }

    private byte[] Serials(uint count) => SerialList.FromStrings([.. Enumerable.Range(0, (int)count).Select(i => $"{seed}x{Runs.Count}x{i}")]).Encode();

    private ulong Sscc()
    {
        var number = (95060001ul * 1_000_000_000) + (++_sscc * 1000);
        var sum = 0;
        for (var (rest, weight) = (number, 3); rest != 0; rest /= 10, weight = 4 - weight) sum += (int)(rest % 10) * weight;
        return (number * 10) + (ulong)((10 - (sum % 10)) % 10);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
