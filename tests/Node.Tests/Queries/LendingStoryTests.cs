using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Node.Tests.Testing;
using TokenStatus = Ledger.Api.V1.TokenStatus;

namespace Ledger.Node.Tests.Queries;

/// <summary>A lien with two claims that is defaulted, cured, defaulted again and foreclosed in part; what the queries tell after each step.</summary>
public sealed class LendingStoryTests : IAsyncLifetime
{
    private const ulong FarDeadline = 4_000_000_000;
    private const uint NoticeSeconds = 60;
    private static readonly ulong Gtin = LedgerWorld.GtinOf("0950600013435");

    private LedgerWorld _world = null!;
    private PartnerId _maker;
    private RunId _run;
    private uint _lien;

    public async Task InitializeAsync()
    {
        _world = await LedgerWorld.StartAsync();
        _maker = await _world.AdmitAsync("Maker", PartnerRoles.Issuer | PartnerRoles.Holder);
        var bank = await _world.AdmitAsync("Bank", PartnerRoles.Financier);
        var second = await _world.AdmitAsync("Second Bank", PartnerRoles.Financier);
        await _world.ApplyAsync(new RegisterProduct(Gtin, 0, _maker.Value, "Tablets", FarDeadline, default));
        (_run, _) = await _world.CommissionAsync(Gtin, "L-1", [.. Enumerable.Range(0, 12).Select(i => $"A{i:D3}")], 4, 0);
        await _world.ApplyAsync(new UnpackTokens([_world.Now(Case(0)), _world.Now(Case(1))], _world.Now(TokenId.RootOf(_run)), FarDeadline, default));
        await _world.ApplyAsync(new PledgeTokens(
            [_world.Now(Case(0)), _world.Now(Case(1))], _maker.Value, bank.Value, 0, Soon(1_000), NoticeSeconds, default, FarDeadline, default));
        _lien = (await _world.Queries.Liens(new LiensRequest(), null!)).Liens.ShouldHaveSingleItem().Id;
        await _world.ApplyAsync(new AddClaim(_lien, (await LienAsync()).Seq, _maker.Value, second.Value, Soon(5_000), NoticeSeconds, default, FarDeadline, default));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Liens_ThroughDefaultCureAndForeclosure_TellEachState()
    {
        var active = await LienAsync();
        (active.State, active.Tokens, active.DefaultedRank).ShouldBe((Lien.Types.State.Active, 2u, 0u));
        active.Claims.Select(claim => claim.Financier.Name).ShouldBe(["Bank", "Second Bank"]);

        await DefaultAsync(1_001);
        var defaulted = await LienAsync();
        (defaulted.State, defaulted.DefaultedRank).ShouldBe((Lien.Types.State.Defaulted, 1u));
        defaulted.NoticeEnds.ShouldBeInRange(Now(), Soon(NoticeSeconds));
        (await EncumbranceAsync(0)).Lien.State.ShouldBe(Lien.Types.State.Defaulted, "a unit deep inside tells the same lien");

        var maturity = Soon(500);
        await _world.ApplyAsync(new CureLien(_lien, defaulted.Seq, maturity, FarDeadline, default));
        var cured = await LienAsync();
        (cured.State, cured.DefaultedRank, cured.NoticeEnds, cured.Maturity, cured.Claims[0].Maturity).ShouldBe((Lien.Types.State.Active, 0u, 0ul, maturity, maturity));

        await DefaultAsync(501);
        _world.Time.Shift(TimeSpan.FromSeconds(NoticeSeconds + 1));
        var before = _world.Index.Cursor!.Number;
        var block = await _world.ApplyAsync(new ForecloseTokens(_lien, (await LienAsync()).Seq, [Case(0).Value], FarDeadline, default));
        await ExpectForeclosedAsync(before, block);
    }

    private async Task ExpectForeclosedAsync(ulong before, ulong block)
    {
        var foreclosed = await LienAsync();
        (foreclosed.State, foreclosed.Tokens).ShouldBe((Lien.Types.State.Foreclosed, 1u), "one case was taken, one is under the lien still");
        (await EncumbranceAsync(0)).Pledged.ShouldBeFalse("what was taken is free");
        var left = await EncumbranceAsync(4);
        (left.Pledged, left.LienToken).ShouldBe((true, Case(1).Value));

        var taken = (await _world.Queries.Token(new TokenRequest { Item = $"{Case(0).Value}" }, null!)).Token;
        (taken.Owner.Name, taken.Custodian.Name, taken.Status).ShouldBe(("Bank", "Maker", TokenStatus.Active));
        (await _world.Queries.HeldTokens(new HeldTokensRequest { Partner = "Bank" }, null!)).Tokens.Select(token => token.Token).ShouldBe([Case(0).Value]);
        var holdings = (await _world.Queries.Holdings(new HoldingsRequest { Partner = "Bank" }, null!)).Rows.ShouldHaveSingleItem();
        (holdings.OwnedUnits, holdings.CustodyUnits, holdings.PledgedUnits).ShouldBe((4ul, 0ul, 0ul));
        var makers = (await _world.Queries.Holdings(new HoldingsRequest { Partner = "Maker" }, null!)).Rows.ShouldHaveSingleItem();
        (makers.OwnedUnits, makers.CustodyUnits, makers.PledgedUnits).ShouldBe((8ul, 12ul, 4ul));

        var unit = $"{TokenId.UnitOf(_run, 1).Value}";
        var told = (await _world.Queries.Trace(new TraceRequest { Item = unit }, null!)).Events[^1];
        (told.Type, told.Summary, told.Via, told.Block).ShouldBe(("Foreclosed", "foreclosed: title to Bank", "case", block));
        var then = (await _world.Queries.At(new AtRequest { Item = unit, Block = before }, null!)).Token;
        (then.Owner.Name, then.Lien).ShouldBe(("Maker", _lien));
    }

    [Fact]
    public async Task Trace_AfterTheFirstClaimWasReleased_NamesWhoTookThePledgeThen()
    {
        var item = $"{Case(0).Value}";
        var before = (await _world.Queries.Trace(new TraceRequest { Item = item }, null!)).Events;
        before[^1].Summary.ShouldBe("pledged to Bank");
        await _world.ApplyAsync(new ReleaseLien(_lien, (await LienAsync()).Seq, 1, FarDeadline, default));
        (await LienAsync()).Financier.Name.ShouldBe("Second Bank", "the second claim moved up");
        (await _world.Queries.Trace(new TraceRequest { Item = item }, null!)).Events.Take(before.Count).ShouldBe(before);
    }

    private TokenId Case(uint index) => TokenId.Of(_run, TokenLevel.Case, index);

    private ulong Now() => (ulong)_world.Time.GetUtcNow().ToUnixTimeSeconds();

    private ulong Soon(ulong seconds) => Now() + seconds;

    private async Task<Lien> LienAsync() => (await _world.Queries.Liens(new LiensRequest(), null!)).Liens.ShouldHaveSingleItem();

    private Task<EncumbranceResponse> EncumbranceAsync(uint unit) => _world.Queries.Encumbrance(new EncumbranceRequest { Item = $"{TokenId.UnitOf(_run, unit).Value}" }, null!);

    private async Task DefaultAsync(uint seconds)
    {
        _world.Time.Shift(TimeSpan.FromSeconds(seconds));
        await _world.ApplyAsync(new DeclareDefault(_lien, (await LienAsync()).Seq, 1, FarDeadline, default));
    }
}
