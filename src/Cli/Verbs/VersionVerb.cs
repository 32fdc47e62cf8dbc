using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger version</c>.</summary>
internal static class VersionVerb
{
    public static Command Create() => Verb.Make(
        "version",
        "Show this client's version.",
        "ledger version",
        [],
        (session, _) =>
        {
            var version = typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            session.Output.Answer(() => new JsonObject { ["version"] = version }, _ => session.Output.Say(version));
            return Task.FromResult(ExitCode.Done);
        });
}
