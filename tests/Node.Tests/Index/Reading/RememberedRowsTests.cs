using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Tests.Index.Reading;

public sealed class RememberedRowsTests
{
    private static readonly byte[] Run = [0, 0, 0, 7];
    private static readonly byte[] Token = [0, 0, 0, 0, 0, 0, 0, 7];

    [Fact]
    public void TryFind_RowsOfOneNumber_AreToldApartByKind()
    {
        var rows = new RememberedRows();
        rows.Add(EntityKind.Run, Run, exists: true, [1]);
        rows.TryFind(EntityKind.Token, Token, out _).ShouldBeFalse();

        rows.Add(EntityKind.Token, Token, exists: false, []);

        rows.TryFind(EntityKind.Run, Run, out var run).ShouldBeTrue();
        run.ShouldBe([1]);
        rows.TryFind(EntityKind.Token, Token, out var token).ShouldBeTrue();
        token.ShouldBeNull("it is known that there is no such row");
    }

    [Fact]
    public void TryFind_OtherKinds_AreNeverRemembered()
    {
        var rows = new RememberedRows();
        rows.Add(EntityKind.Lot, Run, exists: true, [1]);

        rows.TryFind(EntityKind.Lot, Run, out _).ShouldBeFalse();
        rows.TryFind(EntityKind.Token, new byte[8], out _).ShouldBeFalse("an unused place is no row");
    }

    [Fact]
    public void Add_MoreThanTheCapacity_ForgetsTheOldest()
    {
        var rows = new RememberedRows();
        for (byte i = 1; i <= RememberedRows.Capacity + 1; i++) rows.Add(EntityKind.Run, [0, 0, 0, i], exists: true, [i]);

        rows.TryFind(EntityKind.Run, [0, 0, 0, 1], out _).ShouldBeFalse();
        for (byte i = 2; i <= RememberedRows.Capacity + 1; i++)
        {
            rows.TryFind(EntityKind.Run, [0, 0, 0, i], out var value).ShouldBeTrue();
            value.ShouldBe([i]);
        }
    }
}
