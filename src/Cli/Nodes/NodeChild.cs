using System.Diagnostics;
using System.Text.RegularExpressions;
using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Cli.Nodes;

/// <summary>A node that this process started. It stops when its standard input ends, so it can't outlive this process.</summary>
internal sealed partial class NodeChild : IAsyncDisposable
{
    private const int ErrorLinesMaximum = 20;
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TaskCompletionSource<(Uri Grpc, Uri Http)> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ulong> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _errors = new();
    private Task _reading = Task.CompletedTask;

    private NodeChild(Process process) => _process = process;

    /// <summary>The gRPC address.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>The HTTP/1.1 address.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1");

    /// <summary>The block that the node was ready at.</summary>
    public ulong ReadyBlock { get; private set; }

    /// <summary>The process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a node and waits until it is ready for acts.</summary>
    /// <exception cref="LedgerException">It ended, with the reason it gave; or it was not ready in time.</exception>
    public static async Task<NodeChild> StartAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(NodeBinary.Find(), settings.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var node = new NodeChild(Process.Start(start) ?? throw new LedgerException("The node's process did not start."));
        try
        {
            node._reading = Task.WhenAll(node.ReadOutputAsync(), node.ReadErrorsAsync());
            await node.WaitReadyAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the node ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>What the node said on standard error, at most the last lines.</summary>
    public string Errors()
    {
        lock (_errors) return string.Join("\n", _errors);
    }

    /// <summary>Stops the node cleanly.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The node is gone already, and so is its end of the pipe.
        }

        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Stops the node if it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await StopAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            (Grpc, Http) = await _listening.Task.WaitAsync(ReadyTimeout, cancellationToken);
            ReadyBlock = await _ready.Task.WaitAsync(ReadyTimeout, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new LedgerException(
                ErrorCode.NodeUnavailable,
                $"The node was not ready within {ReadyTimeout.TotalSeconds:0} s. {Errors()}".TrimEnd(),
                "Look into its log (logs/node.log in its data folder).",
                "node",
                exception);
        }
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (ListeningLine().Match(line) is { Success: true } listening)
            {
                _listening.TrySetResult((new Uri(listening.Groups["grpc"].Value), new Uri(listening.Groups["http"].Value)));
            }
            else if (ReadyLine().Match(line) is { Success: true } ready && ulong.TryParse(ready.Groups["block"].ValueSpan, out var block))
            {
                _ready.TrySetResult(block);
            }
        }

        await _process.WaitForExitAsync();
        var ended = new Lazy<LedgerException>(Ended);
        if (!_listening.Task.IsCompleted) _listening.TrySetException(ended.Value);
        if (!_ready.Task.IsCompleted) _ready.TrySetException(ended.Value);
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                if (_errors.Count == ErrorLinesMaximum) _errors.Dequeue();
                _errors.Enqueue(line);
            }
        }
    }

    // A node that can't start says why in one line, with the cure in it.
    private LedgerException Ended()
    {
        var said = Errors();
        return new LedgerException(
            ErrorCode.NodeUnavailable,
            said.Length == 0 ? $"The node ended with exit code {_process.ExitCode}." : said.Replace("error: ", "", StringComparison.Ordinal),
            "Cure what the node names, then start it again.",
            "node");
    }

    [GeneratedRegex(@"^listening grpc=(?<grpc>\S+) http=(?<http>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListeningLine();

    [GeneratedRegex(@"^ready block=(?<block>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadyLine();
}
