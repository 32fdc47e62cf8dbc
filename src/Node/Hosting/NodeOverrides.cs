using Ledger.Node.Chain;
using Ledger.Node.Embedded;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Relay;

namespace Ledger.Node.Hosting;

/// <summary>What a test replaces in the production composition; nothing else differs.</summary>
internal sealed record NodeOverrides
{
    /// <summary>Clocks and delays.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Watches the disk; null watches the database's own.</summary>
    public DiskRoom? DiskRoom { get; init; }

    /// <summary>Where the lines for programs go.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Acts between the steps of the embedded chain.</summary>
    public IFaultInjector ChainFaults { get; init; } = NoFaults.Instance;

    /// <summary>Acts between the steps of the index.</summary>
    public IIndexFaults IndexFaults { get; init; } = NoIndexFaults.Instance;

    /// <summary>Acts between the steps of the relay.</summary>
    public IRelayFaults RelayFaults { get; init; } = NoRelayFaults.Instance;

    /// <summary>Changes how endpoints of another chain are asked.</summary>
    public Func<RpcChainOptions, RpcChainOptions> TuneRpc { get; init; } = static options => options;

    /// <summary>Sizes of the serial index.</summary>
    public SerialIndexOptions Serials { get; init; } = new();

    /// <summary>Transactions from one snapshot of the embedded chain to the next; null for the chain's own default.</summary>
    public int? SnapshotTransactions { get; init; }
}
