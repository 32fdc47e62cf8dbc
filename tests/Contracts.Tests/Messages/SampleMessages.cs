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
    ];
}
