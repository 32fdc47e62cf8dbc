namespace Ledger.Bench.History;

/// <summary>Makes a chain's history, block by block. The same seed and size make the same chain.</summary>
internal sealed class HistoryGenerator
{
    /// <summary>Campaigns under way at once: what bounds the generator's memory.</summary>
    public const int MaxCampaigns = 64;

    /// <summary>Logs from which on a block is closed.</summary>
    public const int LogsPerBlock = 1_000;

    /// <summary>Small histories have fewer campaigns at once, so that they do not end far beyond their size.</summary>
    private const long UnitsPerCampaign = 100_000;

    private const int SampleSize = 4_096;
    private const ulong StartSeconds = 1_700_000_000;

    private readonly long _units;
    private readonly int _maxCampaigns;
    private readonly HistoryShares _shares;
    private readonly ChainRegistry _registry;
    private readonly SupplyChain _chain;
    private readonly BlockMaker _maker;
    private readonly List<IEnumerator<TransactionDraft>> _campaigns = [];
    private readonly List<ExpectedUnit> _sample = [];
    private readonly List<GeneratedRun> _runs = [];
    private readonly Random _sampling;
    private long _seen;

    /// <summary>Prepares a history.</summary>
    /// <param name="units">Units at least; the last campaigns may go a little beyond.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="shares">How often things happen.</param>
    public HistoryGenerator(long units, int seed, HistoryShares shares)
    {
        (_units, _shares) = (units, shares);
        _maxCampaigns = (int)Math.Clamp(units / UnitsPerCampaign, 2, MaxCampaigns);
        _registry = new(seed) { TimestampSeconds = StartSeconds };
        _chain = new(_registry);
        _maker = new(ChainRegistry.Network, _registry);
        _sampling = new(seed);
    }

    /// <summary>Units commissioned so far.</summary>
    public long Units { get; private set; }

    /// <summary>Bytes of the serial lists of the units whose blocks are made.</summary>
    public long ListSizeBytes => _registry.ListSizeBytes;

    /// <summary>Logs made so far.</summary>
    public long Logs { get; private set; }

    /// <summary>Transactions made so far.</summary>
    public long Transactions { get; private set; }

    /// <summary>Runs commissioned so far.</summary>
    public IReadOnlyList<GeneratedRun> Runs => _runs;

    /// <summary>Some units as they must be at the end, chosen evenly.</summary>
    public IReadOnlyList<ExpectedUnit> Sample => _sample;

    /// <summary>Makes blocks of what is planned.</summary>
    public BlockMaker Maker => _maker;

    /// <summary>Plays the history: what is in each block, in order.</summary>
    public IEnumerable<BlockPlan> Plans()
    {
        yield return Plan(_chain.Founding);
        while (Units < _units || _campaigns.Count > 0)
        {
            var drafts = new List<TransactionDraft>();
            for (var logs = 0; logs < LogsPerBlock && Next() is { } draft; logs += draft.LogCount) drafts.Add(draft);
            if (drafts.Count > 0) yield return Plan(drafts);
        }

        // A chain with nothing to do goes on making blocks.
        yield return _maker.Plan([], isLast: true);
    }

    private BlockPlan Plan(IReadOnlyList<TransactionDraft> drafts)
    {
        Transactions += drafts.Count;
        Logs += drafts.Sum(draft => (long)draft.LogCount);
        return _maker.Plan(drafts);
    }

    private TransactionDraft? Next()
    {
        while (true)
        {
            while (Units < _units && _campaigns.Count < _maxCampaigns)
            {
                var begun = new Campaign(_registry, _chain, _shares, OnCommissioned, OnFinished).Play().GetEnumerator();
                _campaigns.Add(begun);
                if (begun.MoveNext()) return begun.Current;
            }

            if (_campaigns.Count == 0) return null;
            var place = _registry.Random.Next(_campaigns.Count);
            var campaign = _campaigns[place];
            if (campaign.MoveNext()) return campaign.Current;
            campaign.Dispose();
            _campaigns[place] = _campaigns[^1];
            _campaigns.RemoveAt(_campaigns.Count - 1);
        }
    }

    private void OnCommissioned(GeneratedRun run)
    {
        _runs.Add(run);
        Units += run.Units;
    }

    private void OnFinished(ExpectedUnit unit)
    {
        _seen++;
        if (_sample.Count < SampleSize) _sample.Add(unit);
        else if (_sampling.NextInt64(_seen) is var place and < SampleSize) _sample[(int)place] = unit;
    }
}
