using Ledger.Api.V1;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Client.Tests.Preparing;

public sealed class LienSignersTests
{
    [Fact]
    public void All_SeveralClaims_AreInTheOrderOfTheirRanks()
    {
        var lien = Of(Lien.Types.State.Active, (2, 8), (1, 5), (3, 7));
        LienSigners.All(lien).ShouldBe([5u, 8u, 7u]);
        LienSigners.OfRank(lien, 2).ShouldBe(8u);
        LienSigners.OfRank(lien, 4).ShouldBeNull();
        LienSigners.OfRank(lien, 0).ShouldBeNull();
        LienSigners.RankOf(lien, 7).ShouldBe(3u);
        LienSigners.RankOf(lien, 6).ShouldBe(0u);
    }

    [Fact]
    public void All_NodeTellsNoClaims_IsTheFinancier() => LienSigners.All(Of(Lien.Types.State.Active)).ShouldBe([5u]);

    [Theory]
    [InlineData(Lien.Types.State.Active, LienPolicy.MoveCustody, true)]
    [InlineData(Lien.Types.State.Active, LienPolicy.Dispense, false)]
    [InlineData(Lien.Types.State.Active, LienPolicy.None, false)]
    [InlineData(Lien.Types.State.Defaulted, LienPolicy.MoveCustody, false)]
    [InlineData(Lien.Types.State.Foreclosed, LienPolicy.MoveCustody, false)]
    public void Permits_ByStateAndPolicy_EndsWithTheDefault(Lien.Types.State state, LienPolicy act, bool permits) => LienSigners.Permits(Of(state), act).ShouldBe(permits);

    private static Lien Of(Lien.Types.State state, params (uint Rank, uint Financier)[] claims) => new()
    {
        State = state,
        Policy = (uint)(LienPolicy.MoveCustody | LienPolicy.Pack),
        Financier = new PartnerRef { Id = 5 },
        Claims = { claims.Select(c => new Lien.Types.Claim { Rank = c.Rank, Financier = new PartnerRef { Id = c.Financier } }) },
    };
}
