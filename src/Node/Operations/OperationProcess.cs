using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Writing;
using Ledger.Node.Operations.Backups;
using Ledger.Node.Operations.Doctor;
using Ledger.Node.Operations.Rebuild;
using Ledger.Node.Operations.Verify;

namespace Ledger.Node.Operations;

/// <summary>Runs what an operator does to a node's data: verb in, result out, exit code.</summary>
internal static class OperationProcess
{
    private const string Help = """
        Operates a Ledger node's data folder.

          Ledger.Node index verify  --data DIR [--deep] [--json]
          Ledger.Node index rebuild --data DIR [--from receipts|chain] [--rpc URL]… [--finality-depth N] [--seals MODE] [--anvil PATH] [--json]
          Ledger.Node backup        --data DIR --out DIR [--with-keys] [--json]
          Ledger.Node restore       --from DIR --data DIR [--json]
          Ledger.Node doctor        [--data DIR] [--bind ADDRESS] [--grpc-port N] [--http-port N] [--chain embedded|rpc] [--anvil PATH] [--json]

        Exit codes: 0 done, or all is well; 1 it is not what it should be, with the place; 2 wrong usage; 69 something is missing or taken;
        70 anything else.
        """;

    private static readonly string[] Verbs = ["index", "backup", "restore", "doctor"];

    /// <summary>Whether a command line is for this, not for a node.</summary>
    public static bool IsOperation(IReadOnlyList<string> arguments) => arguments.Count > 0 && Verbs.Contains(arguments[0], StringComparer.Ordinal);

    /// <summary>Runs an operation of this process.</summary>
    /// <returns>One of <see cref="OperationExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(arguments, Console.Out, Console.Error, stop.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Runs an operation.</summary>
    /// <returns>One of <see cref="OperationExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var isJson = arguments.Contains("--json", StringComparer.Ordinal);
        if (arguments.Contains("--help", StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Help);
            return OperationExitCodes.Done;
        }

        try
        {
            var printer = new OperationOutput(output, error, isJson, TimeProvider.System);
            return await DispatchAsync(arguments, printer, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(NodeStartException.Unavailable("Interrupted: nothing was changed. Run it again."));
        }
        catch (Exception exception)
        {
            return await FailAsync(Explain(exception));
        }

        async Task<int> FailAsync(NodeStartException fault)
        {
            var line = fault.Message.ReplaceLineEndings(" ");
            if (isJson) new OperationOutput(output, error, isJson, TimeProvider.System).Result(line, ErrorJson(fault.ExitCode, line));
            else await error.WriteLineAsync($"error: {line}");
            return fault.ExitCode;
        }
    }

    // The form in which the command line tells its own errors.
    private static JsonObject ErrorJson(int exitCode, string message)
    {
        var code = exitCode switch
        {
            ExitCodes.Usage => ErrorCode.ArgumentInvalid,
            OperationExitCodes.Differs => ErrorCode.IndexCorrupt,
            ExitCodes.Unavailable => ErrorCode.NodeUnavailable,
            _ => ErrorCode.Internal,
        };
        var error = new JsonObject { ["code"] = ErrorCodes.NameOf(code), ["message"] = message };
        return new JsonObject { ["error"] = error, ["errors"] = new JsonArray(error.DeepClone()) };
    }

    private static Task<int> DispatchAsync(IReadOnlyList<string> arguments, OperationOutput output, CancellationToken cancellationToken)
    {
        var rest = arguments.Skip(1);
        return arguments switch
        {
            ["index", "verify", ..] => VerifyCommand.RunAsync(OperationArguments.Read(rest.Skip(1), ["data"], ["deep", "json"]), output, cancellationToken),
            ["index", "rebuild", ..] => RebuildCommand.RunAsync(OperationArguments.Read(rest.Skip(1), ["data", "from", "rpc", "finality-depth", "seals", "anvil"], ["json"]), output, cancellationToken),
            ["backup", ..] => BackupCommand.RunAsync(OperationArguments.Read(rest, ["data", "out"], ["with-keys", "json"]), output, cancellationToken),
            ["restore", ..] => RestoreCommand.RunAsync(OperationArguments.Read(rest, ["data", "from"], ["json"]), output, cancellationToken),
            ["doctor", ..] => DoctorCommand.RunAsync(
                OperationArguments.Read(rest, ["data", "bind", "grpc-port", "http-port", "chain", "anvil"], ["json"]), output, cancellationToken),
            _ => throw NodeStartException.Usage("There is no such operation. Run with --help for those there are."),
        };
    }

    private static NodeStartException Explain(Exception exception) => StartFaults.Explain(exception) ?? exception switch
    {
        NoRoomException => NodeStartException.Unavailable(exception.Message, exception),
        LedgerException ledger => NodeStartException.Unavailable($"{ledger.Error.Message} {ledger.Error.Cure}", exception),
        IOException or UnauthorizedAccessException =>
            NodeStartException.Unavailable($"{exception.Message} Check the path, its permissions and the room on the disk.", exception),
        _ => NodeStartException.Internal($"Something went wrong that should not have: {exception.GetType().Name}: {exception.Message} Report it."),
    };
}
