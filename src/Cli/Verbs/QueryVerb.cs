using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Output;
using Ledger.Client.Queries;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ledger.Cli.Verbs;

/// <summary>A verb that asks.</summary>
internal static class QueryVerb
{
    /// <summary>Makes a verb whose answer is one of the API, shown as one table.</summary>
    public static Command Make<T>(
        string name, string description, string example, IEnumerable<Symbol> symbols, Func<LedgerQueries, ParseResult, CancellationToken, Task<T>> ask, Func<T, IRenderable> show)
        where T : IMessage =>
        Make(name, description, example, symbols, ask, answer => ProtoJson.Of(answer), (answer, console) => console.Write(show(answer)));

    /// <summary>Makes a verb.</summary>
    public static Command Make<T>(
        string name,
        string description,
        string example,
        IEnumerable<Symbol> symbols,
        Func<LedgerQueries, ParseResult, CancellationToken, Task<T>> ask,
        Func<T, JsonNode> json,
        Action<T, IAnsiConsole> show,
        Func<T, int>? exitCode = null) => Verb.Make(
        name,
        description,
        example,
        symbols,
        async (session, cancellationToken) =>
        {
            var client = await session.ClientAsync(cancellationToken);
            var answer = await ask(client.Query, session.Parsed, cancellationToken);
            session.Output.Answer(() => json(answer), console => show(answer, console));
            return exitCode?.Invoke(answer) ?? ExitCode.Done;
        });
}
