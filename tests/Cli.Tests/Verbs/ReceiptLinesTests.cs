using Ledger.Cli.Verbs;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Tests.Verbs;

public sealed class ReceiptLinesTests
{
    [Fact]
    public void Read_AllKinds_AreExceptionsAndOverages()
    {
        var receipt = ReceiptLines.Read(
        [
            "kind,item,reason,count",
            "",
            "# the driver's note",
            "refused,09506000134352/A1,wrong-serial",
            " Missing , 4563402752 ",
            "damaged,\"https://example.org/01/09506000134352/21/A,2\",temperature",
            "overage,-,not-ordered,3",
            "overage,4563402753",
        ]);
        receipt.Errors.ShouldBeEmpty();
        receipt.Exceptions.ShouldBe(
        [
            new ReceiptException("09506000134352/A1", ShipmentExceptionKind.Refused, ExceptionReason.WrongSerial),
            new ReceiptException("4563402752", ShipmentExceptionKind.Missing, ExceptionReason.TooFew),
            new ReceiptException("https://example.org/01/09506000134352/21/A,2", ShipmentExceptionKind.Damaged, ExceptionReason.Temperature),
        ]);
        receipt.Overages.ShouldBe([new ReceiptOverage(null, 3, ExceptionReason.NotOrdered), new ReceiptOverage("4563402753", 1, ExceptionReason.NotOrdered)]);
    }

    [Theory]
    [InlineData("missing", "file")]
    [InlineData("missing,", "item")]
    [InlineData("vanished,1,damaged", "kind")]
    [InlineData("missing,1,because", "reason")]
    [InlineData("vanished,1,because", "kind")]
    [InlineData("vanished,1,because,many", "kind")]
    [InlineData("refused,1", "reason")]
    [InlineData("overage,1,not-ordered,0", "count")]
    [InlineData("overage,1,not-ordered,many", "count")]
    [InlineData("missing,1,too-few,2", "count")]
    [InlineData("missing,-,too-few", "item")]
    [InlineData("missing,1,too-few,1,1", "file")]
    [InlineData("missing,\"1,too-few", "file")]
    public void Read_BadLine_NamesLineFieldAndCure(string line, string field)
    {
        var receipt = ReceiptLines.Read(["kind,item,reason,count", "missing,1", line, "nothing,2,3", "damaged,4"]);
        receipt.Errors.Select(e => e.Line).ShouldBe([3u, 4u]);
        receipt.Errors[0].Field.ShouldBe(field);
        receipt.Errors.ShouldAllBe(e => e.Cure.Length > 0 && e.Message.Length > 0);
    }

    [Theory]
    [InlineData("4563402752=wrong-lot", "4563402752", ExceptionReason.WrongLot)]
    [InlineData("4563402752", "4563402752", ExceptionReason.Damaged)]
    [InlineData("https://id.gs1.org/01/09506000134352/21/A1?17=301231", "https://id.gs1.org/01/09506000134352/21/A1?17=301231", ExceptionReason.Damaged)]
    [InlineData("https://id.gs1.org/01/09506000134352/21/A1?17=301231=suspect", "https://id.gs1.org/01/09506000134352/21/A1?17=301231", ExceptionReason.Suspect)]
    [InlineData("09506000134352/A=2=expired", "09506000134352/A=2", ExceptionReason.Expired)]
    public void Split_ItemWithReason_IsCutAtTheLastSign(string text, string item, ExceptionReason reason) =>
        ReceiptLines.Split(text, ExceptionReason.Damaged).ShouldBe((item, reason));

    [Fact]
    public void Split_UnknownReason_ListsThem() =>
        Should.Throw<Ledger.Api.Errors.LedgerException>(() => ReceiptLines.Split("1=because", ExceptionReason.None)).Error.Cure.ShouldContain("wrong-lot");
}
