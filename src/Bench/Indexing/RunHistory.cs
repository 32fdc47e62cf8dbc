using System.Text;
using Ledger.Bench.History;
using Ledger.Bench.Serials;
using Ledger.Contracts.Serials;

namespace Ledger.Bench.Indexing;

/// <summary>A history of commissioned runs of one size and shape of serials, and nothing else: the serial lists are in the calldata, as partners send them.</summary>
internal sealed class RunHistory
{
    private const uint UnitsPerCase = 50;
    private const uint CasesPerPallet = 20;
    private const ulong StartSeconds = 1_700_000_000;
    private const uint ExpirySeconds = 2_000_000_000;

    private readonly ChainRegistry _registry;
    private readonly SupplyChain _chain;
    private readonly ContractModel _model;
    private readonly ProductSpec _product;
    private readonly List<GeneratedRun> _runs = [];

    /// <summary>Prepares a history.</summary>
    public RunHistory(SerialShape shape)
    {
        _registry = new(seed: 1) { TimestampSeconds = StartSeconds };
        _chain = new(_registry);
        _model = new(_registry);
        _product = _chain.Products.First(product => product.Shape == shape);
    }

    /// <summary>The runs made so far.</summary>
    public IReadOnlyList<GeneratedRun> Runs => _runs;

    /// <summary>The block before the first run.</summary>
    public IReadOnlyList<TransactionDraft> Founding => _chain.Founding;

    /// <summary>A run's serial list, from the product's next unit on.</summary>
    public static byte[] Serials(ProductSpec product, uint units)
    {
        var serials = new string[units];
        Span<byte> serial = stackalloc byte[product.Shape.Width];
        for (var i = 0; i < units; i++)
        {
            product.Shape.Write(product.NextUnit++, serial);
            serials[i] = Encoding.ASCII.GetString(serial);
        }

        return SerialList.FromStrings(serials).Encode();
    }

    /// <summary>Blocks of runs.</summary>
    public IEnumerable<IReadOnlyList<TransactionDraft>> Commissions(uint unitsPerRun, int runs, int runsPerBlock)
    {
        for (var made = 0; made < runs; made += runsPerBlock)
        {
            var block = new List<TransactionDraft>();
            for (var run = made; run < Math.Min(made + runsPerBlock, runs); run++) block.Add(Commission(unitsPerRun, run));
            yield return block;
        }
    }

    private TransactionDraft Commission(uint units, int number)
    {
        var code = $"LOT{number}";
        var lot = _model.OpenLot(_product, code, ExpirySeconds);
        var first = _product.NextUnit;
        var serials = Serials(_product, units);
        var (run, draft) = _model.Commission(_product, lot, code, new RunSize(units, UnitsPerCase, CasesPerPallet), () => serials);
        _runs.Add(new(run, _product, first, units));
        return draft;
    }
}
