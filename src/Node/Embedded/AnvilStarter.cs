using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Embedded;

/// <summary>Starts anvil as the block log's genesis record demands, and writes that record at the very first start.</summary>
internal sealed class AnvilStarter(EmbeddedChainOptions options, BlockLog log, OrphanGuard guard, TimeProvider timeProvider)
{
    /// <summary>Starts a fresh anvil at block zero.</summary>
    /// <exception cref="EmbeddedChainSetupException">The options, the binary and the record do not fit together.</exception>
    /// <exception cref="AnvilEndedException">It ended before it could be used.</exception>
    public async Task<AnvilSession> StartAsync(CancellationToken cancellationToken)
    {
        var recorded = log.ReadGenesis();
        RequireUnchanged(recorded);
        var launch = new AnvilLaunch(
            AnvilBinary.Find(options.AnvilPath, Environment.GetEnvironmentVariable, AppContext.BaseDirectory),
            options.ChainId,
            recorded?.TimestampSeconds ?? options.GenesisTimestampSeconds ?? (ulong)timeProvider.GetUtcNow().ToUnixTimeSeconds(),
            options.BlockGasLimit,
            options.Hardfork);
        var startTimeout = TimeSpan.FromMilliseconds(options.StartTimeoutMilliseconds);
        var process = await AnvilProcess.StartAsync(launch, options.FolderPath, guard, startTimeout, timeProvider, cancellationToken);
        var rpc = new AnvilRpc(process.Endpoint, options.RequestTimeoutMilliseconds, timeProvider);
        try
        {
            var found = await ObserveAsync(rpc, launch, cancellationToken);
            if (recorded is null) log.WriteGenesis(found);
            else RequireSame(recorded, found, launch.BinaryPath);
            return new AnvilSession(process, rpc, found.GenesisHash);
        }
        catch
        {
            await process.DisposeAsync();
            rpc.Dispose();
            throw;
        }
    }

    private static async Task<GenesisParameters> ObserveAsync(AnvilRpc rpc, AnvilLaunch launch, CancellationToken cancellationToken)
    {
        var version = await rpc.Ethereum.GetClientVersionAsync(cancellationToken);
        var chainId = await rpc.Ethereum.GetChainIdAsync(cancellationToken);
        var genesis = await rpc.Ethereum.GetBlockAsync(BlockTag.Number(0), fullTransactions: false, cancellationToken)
            ?? throw new AnvilEndedException("anvil has no block zero.");
        if (chainId != launch.ChainId) throw new EmbeddedChainSetupException($"anvil runs chain {chainId} instead of {launch.ChainId}.");
        return new GenesisParameters(chainId, launch.TimestampSeconds, launch.BlockGasLimit, launch.Hardfork, version, genesis.Hash);
    }

    private void RequireUnchanged(GenesisParameters? recorded)
    {
        if (recorded is null) return;
        Require("chain id", recorded.ChainId, options.ChainId);
        Require("block gas limit", recorded.BlockGasLimit, options.BlockGasLimit);
        Require("hardfork", recorded.Hardfork, options.Hardfork);
        if (options.GenesisTimestampSeconds is { } timestamp) Require("genesis timestamp", recorded.TimestampSeconds, timestamp);
    }

    private void Require<T>(string what, T recorded, T given)
        where T : IEquatable<T>
    {
        if (recorded.Equals(given)) return;
        throw new EmbeddedChainSetupException(
            $"The chain in '{options.FolderPath}' was made with {what} {recorded}, and the options say {given}: restore the option, or use another data folder.");
    }

    private static void RequireSame(GenesisParameters recorded, GenesisParameters found, string binaryPath)
    {
        if (!string.Equals(recorded.ClientVersion, found.ClientVersion, StringComparison.Ordinal))
        {
            throw new EmbeddedChainSetupException(
                $"This chain was made with {recorded.ClientVersion}, and '{binaryPath}' is {found.ClientVersion}, which may compute other hashes: "
                + $"install the recorded version, or name it by {AnvilBinary.PathVariable}.");
        }

        if (recorded.GenesisHash != found.GenesisHash)
        {
            throw new EmbeddedChainSetupException(
                $"'{binaryPath}' made genesis {found.GenesisHash} where this chain has {recorded.GenesisHash}: install the anvil that made this chain.");
        }
    }
}
