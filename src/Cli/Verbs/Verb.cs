using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Native.Loading;

namespace Ledger.Cli.Verbs;

/// <summary>What all verbs have in common: a session, one place for errors, an exit code.</summary>
internal static class Verb
{
    /// <summary>Makes a verb.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, for its help.</param>
    /// <param name="example">A command line to try.</param>
    /// <param name="symbols">Arguments and options.</param>
    /// <param name="run">What it does; returns the exit code.</param>
    public static Command Make(string name, string description, string example, IEnumerable<Symbol> symbols, Func<Session, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, $"{description}\n\nExample: {example}");
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<Session, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var configuration = parsed.InvocationConfiguration;
        var isTerminal = !Console.IsOutputRedirected && ReferenceEquals(configuration.Output, Console.Out);
        var output = new CliOutput(configuration.Output, configuration.Error, parsed.GetValue(CommonOptions.Json), isTerminal);
        try
        {
            await using var session = new Session(parsed, output, TimeProvider.System);
            return await run(session, cancellationToken);
        }
        catch (LedgerException exception)
        {
            output.Fail([exception.Error]);
            return ExitCode.Of(exception.Code);
        }
        catch (InputException exception)
        {
            output.Fail(exception.Errors);
            return ExitCode.Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.Fail([new Error { Code = ErrorCode.NodeUnavailable, Message = "Interrupted.", Cure = "Run it again; what was submitted has its outcome on the ledger." }]);
            return ExitCode.Unavailable;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            output.Fail([FileFaults.Explain(exception)]);
            return ExitCode.Unavailable;
        }
        catch (Exception exception) when (exception is not (NativeLibraryMissingException or OperationCanceledException))
        {
            output.Fail([new Error { Code = ErrorCode.Internal, Message = $"{exception.GetType().Name}: {exception.Message}", Cure = "This is a fault of the program: report it with the command line." }]);
            return ExitCode.Internal;
        }
        catch (NativeLibraryMissingException exception)
        {
            output.Fail([new Error { Code = ErrorCode.NodeUnavailable, Message = exception.Message, Cure = "Install the package named, or run './ledger setup'." }]);
            return ExitCode.Unavailable;
        }
    }
}
