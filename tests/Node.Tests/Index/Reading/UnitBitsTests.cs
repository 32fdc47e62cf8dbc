using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Tests.Index.Reading;

public sealed class UnitBitsTests
{
    [Theory]
    [InlineData(0b1011, 0b0000, UnitBits.None)]
    [InlineData(0b1011, 0b1011, UnitBits.All)]
    [InlineData(0b1011, 0b0010, UnitBits.Some)]
    [InlineData(0b1011, 0b0100, UnitBits.Some)]
    [InlineData(0b0000, 0b0000, UnitBits.None)]
    public void Which_TouchedAndSilentlyDispensed_SaysWhetherAllOrNone(byte touched, byte silently, byte which)
    {
        for (var place = 0; place < 32; place++) UnitBits.Which(RowOf(touched, place), RowOf(silently, place)).ShouldBe(which);

        static byte[] RowOf(byte bits, int place)
        {
            var row = new byte[32];
            row[place] = bits;
            return row;
        }
    }

    [Theory]
    [InlineData(TokenLevel.Unit, true)]
    [InlineData(TokenLevel.Case, false)]
    [InlineData(TokenLevel.Pallet, false)]
    public void IsOfUnits_KeysOfEachLevel_TellsTheLevel(TokenLevel level, bool isOfUnits)
    {
        UnitBits.IsOfUnits(ProjectionKeys.WordOf(TokenId.Of(new(uint.MaxValue), level, TokenId.MaxIndex)).Span).ShouldBe(isOfUnits);
        UnitBits.IsOfUnits(ProjectionKeys.WordOf(TokenId.Of(new(1), level, 0)).Span).ShouldBe(isOfUnits);
    }
}
