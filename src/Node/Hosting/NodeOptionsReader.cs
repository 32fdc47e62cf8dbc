using System.Globalization;
using System.Net;
using Ledger.Node.Chain;
using Ledger.Node.Follower;

namespace Ledger.Node.Hosting;

/// <summary>Turns option values into <see cref="NodeOptions"/>.</summary>
internal static class NodeOptionsReader
{
    /// <summary>The text of <c>--help</c>.</summary>
    public const string Help = """
        Runs a Ledger node: follows a chain into an index, relays signed messages, answers queries.

        Usage: Ledger.Node --data DIR [options]

          --data DIR             data folder; made when missing; one node a folder
          --bind ADDRESS         address to listen on (127.0.0.1)
          --grpc-port N          gRPC port; 0 takes a free one (7400)
          --http-port N          HTTP/1.1 port: JSON, health, metrics; 0 takes a free one (7401)
          --chain embedded|rpc   which chain (embedded)
          --founders FILE        the council's founding; needed by the first start with the embedded chain
          --network-name NAME    name in the network descriptor; first start only (ledger)
          --chain-id N           the embedded chain's id; first start only (20260)
          --gas-limit N          the embedded chain's block gas limit; first start only (100000000)
          --anvil PATH           the embedded chain's binary
          --rpc URL              endpoint of an EVM client; may be repeated; with --chain rpc
          --rpc-ws URL           WebSocket address of an EVM client, which tells of new blocks at once; may be repeated; with --chain rpc
          --stall-seconds N      seconds without a new block, or behind the chain, until an alarm; 0 for none (60)
          --finality-depth N     blocks that must lie on top of one before it is followed; with --chain rpc (0: final at once)
          --seals auto|qbft|none whether blocks must be sealed by the chain's validators; with --chain rpc (auto: where there are seals)
          --network FILE         network descriptor; with --chain rpc
          --log file|stderr      where log lines go (file: DIR/logs/node.log)
          --log-level LEVEL      Trace, Debug, Information, Warning, Error or Critical (Information)
          --stop-with-stdin      stop when standard input ends
          --config FILE          options as JSON, e.g. {"grpcPort": 7400}
          --help                 this text

        Environment: LEDGER_NODE_GRPC_PORT for --grpc-port, and so on.
        Exit codes: 0 stopped as asked; 2 wrong option or founders file; 69 something is missing or taken; 70 anything else.

        Example: Ledger.Node --data ~/.ledger/node --founders founders.json
        """;

    private const int MaxPort = 65_535;
    private const int MaxStallSeconds = 86_400;

    // Deeper than any chain's reorganisations.
    private const ulong MaxFinalityDepth = 100_000;

    /// <summary>Reads the options.</summary>
    /// <exception cref="NodeStartException">One is wrong or missing.</exception>
    public static NodeOptions Read(NodeOptionSources sources)
    {
        var data = sources.Single("data") ?? throw NodeStartException.Usage("--data is missing. Name the data folder: --data DIR.");
        var options = new NodeOptions
        {
            DataFolderPath = Path.GetFullPath(data),
            BindAddress = Value(sources, "bind", IPAddress.Loopback, Address),
            GrpcPort = Value(sources, "grpc-port", NodeOptions.DefaultGrpcPort, Port),
            HttpPort = Value(sources, "http-port", NodeOptions.DefaultHttpPort, Port),
            Chain = Value(sources, "chain", ChainKind.Embedded, Word<ChainKind>),
            FoundersPath = sources.Single("founders"),
            NetworkName = sources.Single("network-name") ?? "ledger",
            ChainId = Value<ulong?>(sources, "chain-id", null, Number),
            BlockGasLimit = Value<ulong?>(sources, "gas-limit", null, Number),
            AnvilPath = sources.Single("anvil"),
            Endpoints = [.. sources.All("rpc").Select(text => Parsed("rpc", text, Endpoint))],
            HeadEndpoints = [.. sources.All("rpc-ws").Select(text => Parsed("rpc-ws", text, HeadEndpoint))],
            StallAlarmSeconds = Value(sources, "stall-seconds", 60, Seconds),
            Finality = Value(sources, "finality-depth", Finality.Immediate, Depth),
            Seals = Value(sources, "seals", SealMode.Auto, Word<SealMode>),
            NetworkPath = sources.Single("network"),
            LogTarget = Value(sources, "log", LogTarget.File, Word<LogTarget>),
            LogLevel = Value(sources, "log-level", LogLevel.Information, Word<LogLevel>),
            StopsWithStdin = sources.Flag("stop-with-stdin"),
            FailAt = sources.Single("fail-at"),
        };
        Check(options);
        return options;
    }

    private static void Check(NodeOptions options)
    {
        if (options.GrpcPort != 0 && options.GrpcPort == options.HttpPort)
            throw NodeStartException.Usage($"--grpc-port and --http-port are both {options.GrpcPort}. Give two ports.");
        if (options.Chain is not ChainKind.Rpc && options.Seals is SealMode.Qbft)
            throw NodeStartException.Usage("--seals qbft goes with --chain rpc: the embedded chain has no seals. Leave it out.");
        if (options.Chain is not ChainKind.Rpc) return;
        if (options.Endpoints.Count == 0) throw NodeStartException.Usage("--chain rpc needs an endpoint. Name one: --rpc URL.");
        if (options.Endpoints.Count > RpcChainOptions.MaxEndpoints || options.HeadEndpoints.Count > RpcChainOptions.MaxEndpoints)
            throw NodeStartException.Usage($"At most {RpcChainOptions.MaxEndpoints} endpoints can be given. Leave some out.");
        if (options.NetworkPath is null) throw NodeStartException.Usage("--chain rpc needs the network descriptor. Name it: --network FILE.");
    }

    private static T Value<T>(NodeOptionSources sources, string name, T fallback, Func<string, T?> parse) =>
        sources.Single(name) is { } text ? Parsed(name, text, parse) : fallback;

    private static T Parsed<T>(string name, string text, Func<string, T?> parse) =>
        parse(text) is { } value ? value : throw NodeStartException.Usage($"--{name} cannot be '{text}'. Run with --help for the options.");

    private static IPAddress? Address(string text) => IPAddress.TryParse(text, out var address) ? address : null;

    /// <summary>Reads the value of <c>--finality-depth</c>.</summary>
    /// <exception cref="NodeStartException">It is none.</exception>
    internal static Finality Depth(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks) && blocks <= MaxFinalityDepth
        ? Finality.Depth(blocks)
        : throw NodeStartException.Usage($"--finality-depth cannot be '{text}'. Give a number from 0 to {MaxFinalityDepth}.");

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MaxPort
        ? port
        : throw NodeStartException.Usage($"A port cannot be '{text}'. Give a number from 0 to {MaxPort}.");

    private static int Seconds(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxStallSeconds
        ? seconds
        : throw NodeStartException.Usage($"--stall-seconds cannot be '{text}'. Give a number from 0 to {MaxStallSeconds}.");

    private static ulong? Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static Uri? Endpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static Uri? HeadEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "ws" or "wss" ? uri : null;

    /// <summary>Reads the value of an option that is a word.</summary>
    /// <exception cref="NodeStartException">It is none of them.</exception>
    internal static T Word<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(text[0])
        ? value
        : throw NodeStartException.Usage($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}. Give one of these.");
}
