using System.Numerics;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Messages;

/// <summary>One message of every kind, every field with a value of its own.</summary>
internal static class SampleMessages
{
    private const ulong Deadline = TestLedger.FarDeadline;
    private static readonly Bytes32 Document = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    private static readonly TokenSeq[] Tokens = [new(0x1_0000_0000, 3), new(0x1_1000_0001, 4)];

    public static IReadOnlyList<object> All { get; } =
    [
        new TransferTokens(Tokens, 1, 2, 3, 4, Deadline, Document),
        new PackTokens(Tokens, new TokenSeq(0x2_3000_0000, 5), Deadline, Document),
        new UnpackTokens(Tokens, new TokenSeq(0x1_f000_0000, 5), Deadline, Document),
        new DispenseTokens(Tokens, Deadline, Document),
        new DispenseRange(new TokenSeq(0x1_f000_0000, 5), 1, 2, 3, Deadline, Document),
        new TouchToken(new TokenSeq(0x1_f000_0000, 5), 7, Deadline, Document),
        new PledgeTokens(Tokens, 1, 2, 5, 3_900_000_000, 60, Document, Deadline, default),
        new ReleaseLien(1, 2, 3, Deadline, Document),
        new ReleaseTokens(1, 2, Tokens, Deadline, Document),
        new RegisterProduct(9506000134352, 0, 7, "Prüfware 5 mg", Deadline, Document),
        new CommissionRun(9506000134352, "LOT-1", 2, 3_900_000_000, BigInteger.One << 200, 10, 5, 2, 106141412345678908, 0, 2, [1, 2, 3], Deadline, Document),
        new RecallProduct(1, 2, 9506000134352, 3, [4, 5], "why", Deadline, Document),
        new RecallLot(1, 2, 9506000134352, "LOT-1", 3, [4], "why", Deadline, Document),
        new RecallRange(1, 2, 3, 4, 5, 1, [], "why", Deadline, Document),
        new RecallToken(1, 2, 0x1_f000_0000, 2, [6], "why", Deadline, Document),
        new LiftRecall(1, 2, 3, Deadline, Document),
        new RotateAccount(1, 2, TestKeys.Of("new account").Address, Deadline, Document),
        new CouncilAct(TestKeys.Of("target").Address, [1, 2, 3, 4], Document, Deadline, Document),
        new ShipTokens(Tokens, 1, 2, 3, 4, 5, 3_900_000_000, 86_400, Deadline, Document),
        new ReceiveShipment(
            1, 2, [0x1_0000_0000, 0x1_1000_0001], 1, [new ShipmentException(0x1_1000_0001, 4, 2, 10), new ShipmentException(0x1_0000_0003, 0, 3, 5)], [new Overage(0, 7, 99), new Overage(0x2_0000_0000, 1, 2)], Deadline, Document),
        new CorrectReceipt(1, 2, [new ShipmentException(0x1_1000_0001, 4, 2, 11)], Deadline, Document),
        new CancelShipment(1, 2, [0x1_0000_0000], Deadline, Document),
        new ResolveDispute(1, 2, [new Resolution(0x1_1000_0001, 5, 6, 1), new Resolution(0x1_0000_0003, 7, 8, 3)], Deadline, Document),
        new DestroyTokens(Tokens, Deadline, Document),
        new ExportTokens(Tokens, 756, Deadline, Document),
        new ReportMissing(Tokens, 7, Deadline, Document),
        new ReinstateTokens(Tokens, Deadline, Document),
        new TransformUnits(
            Tokens,
            new CommissionRun(9506000134352, "LOT-2", 2, 3_900_000_000, BigInteger.One << 200, 10, 5, 2, 106141412345678908, 0, 2, [1, 2, 3], Deadline, default),
            Deadline,
            Document),
        new AddClaim(1, 2, 3, 4, 3_900_000_000, 60, Document, Deadline, default),
        new DeclareDefault(1, 2, 3, Deadline, Document),
        new CureLien(1, 2, 3_900_000_000, Deadline, Document),
        new ForecloseTokens(1, 2, [0x1_0000_0000, 0x1_1000_0001], Deadline, Document),
        new ClearTokens(1, 2, 3, [new TokenSeq(0x1_0000_0000, 1), new TokenSeq(0x1_1000_0001, 2)], Deadline, Document),
        new AttestCondition(1, 2, [0x1_0000_0000], 1, 2, Document, Deadline, default),
        new QuarantineTokens(1, 2, [0x1_0000_0000, 0x1_1000_0001], "why", Deadline, Document),
        new ReleaseQuarantine(1, 2, 3, Deadline, Document),
        new AnchorBatch(1, 2, Document, 1000, Deadline, default),
        new GrantMandate(1, 2, 3, 3_900_000_000, Deadline, Document),
    ];
}
