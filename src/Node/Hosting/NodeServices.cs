using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Chain.Reads;
using Ledger.Node.Embedded;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Keys;
using Ledger.Node.Queries;
using Ledger.Node.Relay;

namespace Ledger.Node.Hosting;

/// <summary>All parts of a node but its server, in the order in which they depend on each other. Disposed in the opposite order.</summary>
internal sealed class NodeServices : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    private NodeServices(NodeOptions options, NodeOverrides overrides, ILoggerFactory loggers)
    {
        (Options, Overrides, Loggers) = (options, overrides, loggers);
    }

    /// <summary>How the node runs.</summary>
    public NodeOptions Options { get; }

    /// <summary>What a test replaces.</summary>
    public NodeOverrides Overrides { get; }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>The data folder.</summary>
    public DataFolder Folder { get; private set; } = null!;

    /// <summary>The node's key.</summary>
    public NodeIdentity Identity { get; private set; } = null!;

    /// <summary>The account that sends.</summary>
    public RelayAccount Account { get; private set; } = null!;

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; private set; } = null!;

    /// <summary>The network's place in the database.</summary>
    public NetworkStore Networks { get; private set; } = null!;

    /// <summary>The network.</summary>
    public LedgerNetwork Network { get; private set; } = null!;

    /// <summary>The chain, not started.</summary>
    public IChain Chain { get; private set; } = null!;

    /// <summary>Lets anyone read the chain, and only read.</summary>
    public ReadProxy ReadProxy { get; private set; } = null!;

    /// <summary>The index.</summary>
    public LedgerIndex Index { get; private set; } = null!;

    /// <summary>Opens views of the index.</summary>
    public IndexViews Views { get; private set; } = null!;

    /// <summary>Lets requests at the index.</summary>
    public IndexGate Gate { get; private set; } = null!;

    /// <summary>The follower, not started.</summary>
    public ChainFollower Follower { get; private set; } = null!;

    /// <summary>Opens everything. Nothing runs yet.</summary>
    /// <param name="folder">The data folder, which this disposes in any case.</param>
    /// <param name="options">How the node runs.</param>
    /// <param name="overrides">What a test replaces.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="NodeStartException">Something is missing or taken.</exception>
    public static async Task<NodeServices> OpenAsync(DataFolder folder, NodeOptions options, NodeOverrides overrides, ILoggerFactory loggers)
    {
        var services = new NodeServices(options, overrides, loggers);
        services.Own(folder);
        try
        {
            services.Open(folder);
            return services;
        }
        catch (Exception exception)
        {
            await services.DisposeAsync();
            if (StartFaults.Explain(exception) is { } explained) throw explained;
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) await _owned[i].DisposeAsync();
        _owned.Clear();
    }

    private void Open(DataFolder folder)
    {
        Folder = folder;
        if (Options.Chain is ChainKind.Embedded) AnvilBinary.Find(Options.AnvilPath, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        Operations.Rebuild.DatabaseSwap.Recover(folder.DatabasePath);
        Database = OpenDatabase(new LedgerDatabaseOptions { FolderPath = folder.DatabasePath });
        Networks = new NetworkStore(Database);
        Network = new LedgerNetwork(NetworkFounding.Settle(Options, Networks));
        Identity = Own(NodeIdentity.Open(folder.IdentityKeyPath));
        Account = Own(RelayAccount.Open(folder.RelayKeyPath));
        var descriptor = Network.Descriptor;
        Index = Own(LedgerIndex.Open(Database, descriptor, StartOf(descriptor), Overrides.Serials, Overrides.IndexFaults));
        var (chain, reads) = OpenChain(descriptor);
        Chain = OwnAsync(chain);
        ReadProxy = Own(new ReadProxy(reads));
        var followerOptions = new FollowerOptions();
        var seals = Options.Chain is ChainKind.Rpc ? new SealTracker(Chain, descriptor, SealsOf(descriptor), Index, Loggers.CreateLogger<SealTracker>()) : null;
        var reader = new BlockReader(Chain, descriptor, Index.Serials, followerOptions, Overrides.TimeProvider, seals);
        Follower = new ChainFollower(
            Chain, reader, Index.Writer, Index.Serials, followerOptions, Overrides.TimeProvider, Loggers.CreateLogger<ChainFollower>(), seals);
        Views = Own(new IndexViews(Index, Overrides.TimeProvider));
        Gate = new IndexGate(Views, () => Follower.Health, Loggers.CreateLogger<IndexGate>());
    }

    // Opening writes, so there must be room before; and it takes some.
    private LedgerDatabase OpenDatabase(LedgerDatabaseOptions options)
    {
        Directory.CreateDirectory(options.FolderPath);
        var room = Overrides.DiskRoom ?? new DiskRoom(options.FolderPath, options.ReservedSizeBytes);
        if (!room.HasRoom) throw NodeStartException.Unavailable(room.StartComplaint);
        var database = Own(LedgerDatabase.Open(options, room));
        if (!room.HasRoom) throw NodeStartException.Unavailable(room.StartComplaint);
        return database;
    }

    // Without the genesis hash nothing says whose seals are trusted.
    private SealMode SealsOf(NetworkDescriptor descriptor) => Options.Seals is not SealMode.None && descriptor.GenesisHash == default && (Options.Seals is SealMode.Qbft || descriptor.Validators.Count > 0)
        ? throw NodeStartException.Usage($"The network descriptor '{Options.NetworkPath}' has no genesis hash, so seals cannot be judged. Complete it, or give --seals none.")
        : Options.Seals;

    private (IChain Chain, IReadTarget Reads) OpenChain(NetworkDescriptor descriptor)
    {
        if (Options.Chain is ChainKind.Embedded)
        {
            var embedded = OpenEmbedded(descriptor);
            return (embedded, embedded);
        }

        var remote = OpenRemote(descriptor);
        return (remote, remote);
    }

    private EmbeddedChain OpenEmbedded(NetworkDescriptor descriptor) => new(
        EmbeddedOptions(descriptor), Database.Rocks, Database.BlockLog, Overrides.TimeProvider, Loggers.CreateLogger<EmbeddedChain>(), Overrides.ChainFaults);

    private RpcChain OpenRemote(NetworkDescriptor descriptor) => new(
        Overrides.TuneRpc(new RpcChainOptions
        {
            ChainId = descriptor.ChainId,
            Endpoints = Options.Endpoints,
            HeadEndpoints = Options.HeadEndpoints,
            StallAlarmMilliseconds = Options.StallAlarmSeconds * 1_000,
            Finality = Options.Finality,
            Known = new(descriptor.GenesisHash == default ? null : descriptor.GenesisHash, () => Index.Cursor?.Number ?? 0, HashOf),
        }),
        Overrides.TimeProvider,
        Loggers.CreateLogger<RpcChain>());

    private Bytes32? HashOf(ulong number) =>
        Database.Rocks.Get(Database.Blocks, BlockRow.KeyOf(number)) is { } row ? BlockRow.Decode(row).Hash : null;

    private EmbeddedChainOptions EmbeddedOptions(NetworkDescriptor descriptor)
    {
        var options = new EmbeddedChainOptions
        {
            FolderPath = Folder.ChainPath,
            ChainId = descriptor.ChainId,
            BlockGasLimit = Network.Stored.BlockGasLimit,
            AnvilPath = Options.AnvilPath,
        };
        return Overrides.SnapshotTransactions is { } transactions ? options with { SnapshotTransactions = transactions } : options;
    }

    /// <summary>Where the index of a network begins.</summary>
    /// <remarks>Of another chain the genesis hash is known beforehand, so an index that starts at block 1 holds the chain to it.</remarks>
    internal static IndexStart StartOf(NetworkDescriptor descriptor)
    {
        var first = Math.Max(1, descriptor.DeployedBlock);
        return new(first, first == 1 && descriptor.GenesisHash != default ? descriptor.GenesisHash : null);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(new Synchronous(part));
        return part;
    }

    private IChain OwnAsync(IChain chain)
    {
        _owned.Add(chain);
        return chain;
    }

    private sealed class Synchronous(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
