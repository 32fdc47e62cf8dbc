using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Tests.Ids;

public sealed class TokenIdTests
{
    [Fact]
    public void Of_AnyParts_ReadsThemBack() => Prop.ForAll<uint, uint>((run, index) =>
    {
        foreach (var level in Enum.GetValues<TokenLevel>())
        {
            var id = TokenId.Of(new RunId(run), level, index & TokenId.MaxIndex);
            id.Run.Value.ShouldBe(run);
            id.Level.ShouldBe(level);
            id.Index.ShouldBe(index & TokenId.MaxIndex);
            TokenId.TryParse(id.ToString(), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(id);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_IndexBeyond28Bits_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TokenId.UnitOf(new RunId(1), TokenId.MaxIndex + 1));

    [Fact]
    public void ToString_RunLevelIndex_CanBeReadOff() =>
        TokenId.Of(new RunId(0x12), TokenLevel.Pallet, 0x34).ToString().ShouldBe("0x0000001220000034");

    [Theory]
    [InlineData(0x0000_0001_6000_0000ul)]
    [InlineData(0x0000_0001_F000_0001ul)]
    [InlineData(0x0000_0000_0000_0001ul)]
    public void IsWellFormed_NoSuchToken_False(ulong value) => new TokenId(value).IsWellFormed.ShouldBeFalse();
}
