using System.Globalization;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.Primitives;
using Ledger.Tests.Shared.Acts;
using Xunit.Abstractions;

namespace Ledger.Contracts.Tests.Projection;

/// <summary>Random acts on the real contracts: rows equal storage, sums equal loops, seqs have no gaps, digests repeat.</summary>
public sealed class LedgerProjectionReplayTests(ITestOutputHelper output)
{
    private const int Acts = 200;
    private const int ActsBetweenComparisons = 50;

    /// <summary>One seed by <c>LEDGER_SEED</c>; else the usual ones, a new one, and as many more as <c>LEDGER_REPLAYS</c> says.</summary>
    public static TheoryData<int> Seeds => int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? [seed]
        : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, .. Enumerable.Range(Environment.TickCount, 1 + More)];

    private static int More => int.TryParse(Environment.GetEnvironmentVariable("LEDGER_REPLAYS"), CultureInfo.InvariantCulture, out var more) ? more : 0;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Apply_RandomActsOnRealContracts_GivesTheirStorage(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var ledger = await TestLedger.StartAsync();
        var acts = new RandomActs(ledger, seed);
        await acts.BeginAsync();
        for (var i = 1; i <= Acts; i++)
        {
            await acts.NextAsync();
            if (i % ActsBetweenComparisons == 0) await new ChainComparison(ledger, acts).CompareAsync();
        }

        foreach (var (outcome, count) in acts.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal)) output.WriteLine($"{count,4} {outcome}");
        acts.Outcomes.Keys.ShouldNotContain(o => o.Contains("Messages_", StringComparison.Ordinal), "signers are worked out as the contracts do");
        ExpectNoGaps(ledger.Sink.Histories);
        ExpectSameAgain(ledger);
        ExpectSameInOneBlock(ledger);
        ledger.Sink.Alerts.ShouldBeEmpty();
    }

    private static void ExpectNoGaps(List<HistoryEntry> histories)
    {
        foreach (var subject in histories.Where(h => h.Kind != SubjectKind.Council).GroupBy(h => (h.Kind, h.Id)))
        {
            uint seq = 0;
            foreach (var entry in subject)
            {
                entry.Seq.ShouldBeInRange(seq, seq + 1, $"{subject.Key}");
                seq = entry.Seq;
            }
        }
    }

    private static void ExpectSameAgain(TestLedger ledger)
    {
        var store = new MemoryProjectionStore();
        using var projection = new LedgerProjection(ledger.Network, store, new RecordingSink());
        var digest = Bytes32.Zero;
        foreach (var (block, logs) in ledger.Blocks) digest = TestLedger.Replay(projection, block, logs, digest);
        digest.ShouldBe(ledger.Digest);
        store.Count.ShouldBe(ledger.Store.Count);
    }

    /// <summary>What is collected until a block's end must not depend on where blocks end.</summary>
    private static void ExpectSameInOneBlock(TestLedger ledger)
    {
        var store = new MemoryProjectionStore();
        using var projection = new LedgerProjection(ledger.Network, store, new RecordingSink());
        TestLedger.Replay(projection, new ProjectionBlock(1, default, 1), [.. ledger.Blocks.SelectMany(b => b.Logs)], default);
        foreach (var kind in new[] { EntityKind.Token, EntityKind.Touched, EntityKind.Inside, EntityKind.Contents, EntityKind.Holding, EntityKind.LienToken, EntityKind.LienSum, EntityKind.LotUnits, EntityKind.InTransit, EntityKind.ShipmentManifest, EntityKind.RunSource, EntityKind.RunInput, EntityKind.HoldToken, EntityKind.ClearedToken })
        {
            Text(store.Rows(kind)).ShouldBe(Text(ledger.Store.Rows(kind)), $"{kind}");
        }

        Text(Current(store)).ShouldBe(Text(Current(ledger.Store)));

        // Who held units between two events of a block is not told by it.
        Text(store.Rows(EntityKind.LotHolder)).Except(Text(ledger.Store.Rows(EntityKind.LotHolder)), StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static IEnumerable<(byte[] Key, byte[] Value)> Current(MemoryProjectionStore store) =>
        store.Rows(EntityKind.HoldingSum).Where(r => r.Key[^8..].All(b => b == 0));

    private static List<string> Text(IEnumerable<(byte[] Key, byte[] Value)> rows) => [.. rows.Select(r => $"{Hex.ToHex(r.Key)} {Hex.ToHex(r.Value)}")];
}
