using System.Net;
using Ledger.Node.Chain;
using Ledger.Node.Follower;

namespace Ledger.Node.Hosting;

/// <summary>How a node runs. Documented in docs/node.md.</summary>
internal sealed record NodeOptions
{
    /// <summary>The gRPC port when none is given.</summary>
    public const int DefaultGrpcPort = 7400;

    /// <summary>The HTTP/1.1 port when none is given.</summary>
    public const int DefaultHttpPort = 7401;

    /// <summary>The data folder.</summary>
    public required string DataFolderPath { get; init; }

    /// <summary>The address to listen on.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The gRPC port; 0 takes a free one.</summary>
    public int GrpcPort { get; init; } = DefaultGrpcPort;

    /// <summary>The HTTP/1.1 port; 0 takes a free one.</summary>
    public int HttpPort { get; init; } = DefaultHttpPort;

    /// <summary>Which chain.</summary>
    public ChainKind Chain { get; init; } = ChainKind.Embedded;

    /// <summary>The founders file; null when none is given.</summary>
    public string? FoundersPath { get; init; }

    /// <summary>The network's name, at the first start.</summary>
    public string NetworkName { get; init; } = "ledger";

    /// <summary>The embedded chain's id; null takes the stored one, or the default at the first start.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>The embedded chain's block gas limit; null takes the stored one, or the default at the first start.</summary>
    public ulong? BlockGasLimit { get; init; }

    /// <summary>The embedded chain's binary; null looks for it.</summary>
    public string? AnvilPath { get; init; }

    /// <summary>Endpoints of the chain, for <see cref="ChainKind.Rpc"/>.</summary>
    public IReadOnlyList<Uri> Endpoints { get; init; } = [];

    /// <summary>WebSocket addresses that tell of new blocks sooner than polling does, for <see cref="ChainKind.Rpc"/>.</summary>
    public IReadOnlyList<Uri> HeadEndpoints { get; init; } = [];

    /// <summary>Seconds without a new block, or of an index that stays behind, after which there is an alarm; 0 for never.</summary>
    public int StallAlarmSeconds { get; init; } = 60;

    /// <summary>When a block counts as final, for <see cref="ChainKind.Rpc"/>.</summary>
    public Finality Finality { get; init; } = Finality.Immediate;

    /// <summary>Whether blocks are held against the seals of their validators, for <see cref="ChainKind.Rpc"/>.</summary>
    public SealMode Seals { get; init; } = SealMode.Auto;

    /// <summary>The network descriptor's file, for <see cref="ChainKind.Rpc"/>.</summary>
    public string? NetworkPath { get; init; }

    /// <summary>Where log lines go.</summary>
    public LogTarget LogTarget { get; init; } = LogTarget.File;

    /// <summary>The least severe level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether the end of standard input stops the node.</summary>
    public bool StopsWithStdin { get; init; }

    /// <summary>Where a test wants the node to be killed; null for nowhere.</summary>
    public string? FailAt { get; init; }
}
