using System.Buffers.Binary;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Tests.Shared.Acts;

namespace Ledger.Contracts.Tests.Projection;

/// <summary>Logs of real acts, damaged: nothing that doesn't follow may pass.</summary>
public sealed class StrictnessTests
{
    private const int Acts = 60;

    // An ERC-721 transfer repeats what a word says; what an act of the council returned isn't kept; a repeated outcome is an alert; an
    // ancestor's word given twice is the same word.
    private static readonly Bytes32[] WithoutEffect =
        [Generated.TransferEvent.Topic0, Generated.ActExecutedEvent.Topic0, Generated.AppliedEvent.Topic0, Generated.AncestorChangedEvent.Topic0];

    [Fact]
    public async Task Apply_DamagedLogs_HaltsOrGivesAnotherDigest()
    {
        await using var ledger = await TestLedger.StartAsync();
        var acts = new RandomActs(ledger, 42);
        await acts.BeginAsync();
        for (var i = 0; i < Acts; i++) await acts.NextAsync();

        var random = new Random(42);
        var all = ledger.Blocks.SelectMany((b, block) => b.Logs.Select((_, log) => (block, log))).ToList();
        var halted = 0;
        for (var i = 0; i < 300; i++)
        {
            var (block, log) = all[random.Next(all.Count)];
            var digest = Replay(ledger, block, logs => Damage(logs, log, random));
            if (digest is null) halted++;
            else if (!WithoutEffect.Contains(ledger.Blocks[block].Logs[log].Log.Topics[0])) digest.ShouldNotBe(ledger.Digest, $"block {block}, log {log}: {ledger.Blocks[block].Logs[log].Log.Topics[0]} {ledger.Blocks[block].Logs[log].Log.Address}");
        }

        halted.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Apply_WithoutOneWordChangingLog_Halts()
    {
        await using var ledger = await TestLedger.StartAsync();
        var acts = new RandomActs(ledger, 7);
        await acts.BeginAsync();
        for (var i = 0; i < Acts; i++) await acts.NextAsync();
        var first = ledger.Blocks.FindIndex(b => b.Logs.Exists(l => l.Log.Topics[0] == Generated.RunOpenedEvent.Topic0));
        Replay(ledger, first, logs => logs.RemoveAll(l => l.Log.Topics[0] == Generated.RunOpenedEvent.Topic0)).ShouldBeNull();
        var admitted = ledger.Blocks.FindIndex(b => b.Logs.Exists(l => l.Log.Topics[0] == Generated.PartnerSetEvent.Topic0));
        Replay(ledger, admitted, logs => logs.RemoveAll(l => l.Log.Topics[0] == Generated.PartnerSetEvent.Topic0)).ShouldBeNull();
    }

    [Fact]
    public void Apply_ALogOfAnotherContract_ChangesNothing()
    {
        var store = new MemoryProjectionStore();
        using var projection = new LedgerProjection(TestNetwork.Network, store, new RecordingSink());
        projection.Begin(new ProjectionBlock(1, default, 1), default);
        projection.Apply(default, TestKeys.Of("stranger").Address, [], [1, 2, 3]);
        projection.End();
        store.Count.ShouldBe(0);
    }

    [Fact]
    public void Apply_AnUnknownEventOfOurs_HaltsAndSaysWhere()
    {
        using var projection = new LedgerProjection(TestNetwork.Network, new MemoryProjectionStore(), new RecordingSink());
        projection.Begin(new ProjectionBlock(9, default, 1), default);
        var tokens = TestNetwork.Network.AddressOf(Contracts.Deployment.LedgerContract.Tokens);
        var exception = Should.Throw<ProjectionException>(() => projection.Apply(new EventRef(9, 3, 7, 1), tokens, [new Bytes32(new byte[32])], []));
        exception.Message.ShouldContain("Block 9, transaction 3, log 7");
        exception.At.ShouldBe(new EventRef(9, 3, 7, 1));
    }

    /// <returns>The digest at the end; null when the projection halted.</returns>
    private static Bytes32? Replay(TestLedger ledger, int damagedBlock, Action<List<(EventRef At, LogEntry Log)>> damage)
    {
        using var projection = new LedgerProjection(ledger.Network, new MemoryProjectionStore(), new RecordingSink());
        var digest = Bytes32.Zero;
        try
        {
            for (var i = 0; i < ledger.Blocks.Count; i++)
            {
                var (block, logs) = ledger.Blocks[i];
                if (i == damagedBlock)
                {
                    logs = [.. logs];
                    damage(logs);
                }

                digest = TestLedger.Replay(projection, block, logs, digest);
            }
        }
        catch (ProjectionException)
        {
            return null;
        }

        return digest;
    }

    private static void Damage(List<(EventRef At, LogEntry Log)> logs, int index, Random random)
    {
        var (at, log) = logs[index];
        switch (random.Next(3))
        {
            case 0 when log.Data.Length > 0:
                var data = log.Data.ToArray();
                data[random.Next(data.Length)] ^= (byte)random.Next(1, 256);
                logs[index] = (at, new LogEntry(log.Address, log.Topics, data, log.Index));
                break;
            case 1 when log.Topics.Count > 1:
                var topics = log.Topics.Span.ToArray();
                var topic = topics[^1].Span.ToArray();
                BinaryPrimitives.WriteUInt16BigEndian(topic.AsSpan(30), (ushort)random.Next(1 << 16));
                topics[^1] = new Bytes32(topic);
                logs[index] = (at, new LogEntry(log.Address, new TopicList(topics), log.Data, log.Index));
                break;
            default:
                logs.Insert(index, logs[index]);
                break;
        }
    }
}
