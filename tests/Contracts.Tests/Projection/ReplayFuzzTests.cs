using System.Globalization;
using System.IO.Compression;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Tests.Chain;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Projection;

/// <summary>
/// Runs of the contracts' differential fuzzing, as forge exported them: the projection of their events has every word that the
/// contracts ended with.
/// </summary>
public sealed class ReplayFuzzTests
{
    private const int FewestRuns = 20;
    private const int FewestWords = 2_000;

    /// <summary>Where <c>LEDGER_FUZZ_RUNS</c> says that fresh runs are, else the ones that are kept here.</summary>
    private static List<string[]> ReadRuns()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_FUZZ_RUNS") is { Length: > 0 } folder)
        {
            var numbered = Directory.GetFiles(folder, "*.txt").Where(f => int.TryParse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture, out _));
            return [File.ReadAllLines(Path.Combine(folder, "scene.txt")), .. numbered.Select(File.ReadAllLines)];
        }

        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "fuzz-runs.txt.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<string[]> runs = [];
        List<string> lines = [];
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith("run ", StringComparison.Ordinal))
            {
                runs.Add([.. lines]);
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        return [.. runs, [.. lines]];
    }

    [Fact]
    public void Apply_ExportedFuzzRuns_GivesTheirStorage()
    {
        var runs = ReadRuns();
        runs.Count.ShouldBeGreaterThan(FewestRuns);
        var network = NetworkOf(runs[0]);
        var words = 0;
        for (var i = 1; i < runs.Count; i++)
        {
            var store = new MemoryProjectionStore();
            var sink = new RecordingSink();
            using var projection = new LedgerProjection(network, store, sink);
            Project(projection, [.. runs[0], .. runs[i]]);
            var view = new LedgerView(store);
            foreach (var parts in runs[i].Where(l => l.StartsWith("word ", StringComparison.Ordinal)).Select(l => l.Split(' ')))
            {
                var id = ulong.Parse(parts[2], CultureInfo.InvariantCulture);
                WordOf(view, parts[1], id).ToBytes32().ShouldBe(Bytes32.Parse(parts[3]), $"run {i - 1}, {parts[1]} {id}");
                words++;
            }

            sink.Alerts.ShouldBeEmpty();
        }

        words.ShouldBeGreaterThan(FewestWords);
    }

    private static NetworkDescriptor NetworkOf(string[] scene)
    {
        var contracts = scene.Where(l => l.StartsWith("at ", StringComparison.Ordinal)).Select(l => l.Split(' '))
            .ToDictionary(p => Enum.Parse<LedgerContract>(p[1]), p => Address.Parse(p[2]));
        // Delegates emit nothing, so their addresses don't matter.
        foreach (var contract in Enum.GetValues<LedgerContract>())
        {
            if (!contracts.ContainsKey(contract)) contracts[contract] = Address.Parse($"0x{(int)contract:x40}");
        }

        return new NetworkDescriptor("fuzz", 31337, default, 0, contracts);
    }

    private static void Project(LedgerProjection projection, string[] lines)
    {
        var (block, digest, log, open) = (0ul, Bytes32.Zero, 0u, false);
        foreach (var parts in lines.Select(l => l.Split(' ')))
        {
            if (parts[0] is "block")
            {
                if (open) digest = projection.End();
                (block, log, open) = (block + 1, 0, true);
                projection.Begin(new ProjectionBlock(block, default, ulong.Parse(parts[1], CultureInfo.InvariantCulture)), digest);
            }
            else if (parts[0] is "log")
            {
                var topics = parts[2].Length == 0 ? [] : parts[2].Split(',').Select(t => Bytes32.Parse(t)).ToArray();
                projection.Apply(new EventRef(block, 0, log, log), Address.Parse(parts[1]), topics, Hex.FromHex(parts[3]));
                log++;
            }
        }

        if (open) projection.End();
    }

    private static StorageWord WordOf(LedgerView view, string table, ulong id) => table switch
    {
        "token" => view.Token(new TokenId(id)).Word,
        "touched" => view.TouchedWord(new TokenId(id << 8)),
        "contents" => view.Contents(new TokenId(id >> 8), (byte)id),
        "run" => view.RunWord(new RunId((uint)id)).Word,
        "source" => view.RunSource(new RunId((uint)(id >> 8)), (byte)id),
        "range" => view.RunRange(new RunId((uint)(id >> 8)), (byte)id),
        "lot" => view.LotWord(new LotId((uint)id)).Word,
        "product" => view.TryProduct(new ProductId((uint)id), out var product) ? product.Word.Word : default,
        "lien" => view.LienWord(new LienId((uint)id)).Word,
        "claim" => ClaimOf(view, new LienId((uint)(id >> 8)), (byte)id),
        "hold" => view.HoldWord(new HoldId((uint)id)).Word,
        "shipment" => view.ShipmentWord(new ShipmentId((uint)id)).Word,
        "manifest" => view.TryShipment(new ShipmentId((uint)id), out var shipment) ? StorageWord.Read(shipment.Manifest.Span) : default,
        "partner" => view.TryPartner(new PartnerId((uint)id), out var partner) ? partner.Word.Word : default,
        "mandate" => new StorageWord(0, 0, 0, view.MandateUntilSeconds(new PartnerId((uint)(id >> 24)), new PartnerId((uint)id & 0xffffff))),
        _ => throw new InvalidDataException($"No table is called {table}."),
    };

    private static StorageWord ClaimOf(LedgerView view, LienId lien, byte rank) =>
        view.TryLien(lien, out var record) && record.Juniors.Count >= rank - 1 ? record.Juniors[rank - 2].Word.Word : default;
}
