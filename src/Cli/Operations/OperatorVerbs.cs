using System.CommandLine;
using Ledger.Cli.Sessions;
using Ledger.Cli.Verbs;

namespace Ledger.Cli.Operations;

/// <summary>What an operator does to a node's data. The node's program does it; these pass it on.</summary>
internal static class OperatorVerbs
{
    private static readonly Option<string?> Data = new("--data") { HelpName = "DIR", Description = "The node's data folder (default: that of the home)." };

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Index(), Backup(), Restore(), Doctor()];

    private static Command Index()
    {
        var deep = new Option<bool>("--deep") { Description = "Also recompute every root and hash, and look up every serial." };
        var from = new Option<string>("--from") { HelpName = "SOURCE", Description = "What to rebuild from: receipts or chain (default receipts).", DefaultValueFactory = _ => "receipts" };
        var rpc = new Option<string[]>("--rpc") { HelpName = "URL", Description = "With --from chain of a node that follows another chain: its endpoint; may be repeated." };
        var depth = new Option<ulong>("--finality-depth") { HelpName = "N", Description = "With --rpc: blocks that must lie on top of one before it is followed." };
        var seals = new Option<string?>("--seals") { HelpName = "MODE", Description = "With --rpc: whether blocks must be sealed by the chain's validators, as the node has it." };
        return new Command("index", "Verify or rebuild a node's index.")
        {
            Verb.Make(
                "verify",
                "Rebuild the index from its receipts beside it, and compare digests block by block and row by row. The node may run. Exit code 1: it differs, and where.",
                "ledger index verify --deep",
                [Data, deep],
                (session, cancellationToken) => RunAsync(session, ["index", "verify", .. DataOf(session), .. Flag(session, deep)], cancellationToken)),
            Verb.Make(
                "rebuild",
                "Make the index of a stopped node anew, and put it in place of the old one. Block log, relay journal and documents are kept.",
                "ledger index rebuild --from receipts",
                [Data, from, rpc, depth, seals],
                (session, cancellationToken) => RunAsync(
                    session,
                    [
                        "index", "rebuild", .. DataOf(session), "--from", session.Parsed.GetValue(from)!, .. (session.Parsed.GetValue(rpc) ?? []).SelectMany(url => new[] { "--rpc", url }),
                        .. session.Parsed.GetValue(depth) is > 0 and var blocks ? ["--finality-depth", $"{blocks}"] : Array.Empty<string>(),
                        .. session.Parsed.GetValue(seals) is { } mode ? ["--seals", mode] : Array.Empty<string>(),
                    ],
                    cancellationToken)),
        };
    }

    private static Command Backup()
    {
        var folder = new Option<string>("--out") { HelpName = "DIR", Description = "Where to put the backup; must not exist.", Required = true };
        var keys = new Option<bool>("--with-keys") { Description = "Put the node's keys in, too: whoever has the backup can then speak for the node." };
        return Verb.Make(
            "backup",
            "Back up a node, running or not: database, chain snapshots, network descriptor, and a manifest with checksums.",
            "ledger backup --out /backups/2026-01-31",
            [Data, folder, keys],
            (session, cancellationToken) => RunAsync(
                session, ["backup", .. DataOf(session), "--out", Path.GetFullPath(session.Parsed.GetValue(folder)!), .. Flag(session, keys)], cancellationToken));
    }

    private static Command Restore()
    {
        var from = new Option<string>("--from") { HelpName = "DIR", Description = "The backup.", Required = true };
        return Verb.Make(
            "restore",
            "Make a node's data folder from a backup, every file checked against the manifest. A restored embedded chain forks from what the old node did after the backup.",
            "ledger restore --from /backups/2026-01-31 --data /srv/ledger",
            [from, Data],
            (session, cancellationToken) => RunAsync(
                session, ["restore", "--from", Path.GetFullPath(session.Parsed.GetValue(from)!), .. DataOf(session)], cancellationToken));
    }

    private static Command Doctor() => Verb.Make(
        "doctor",
        "Look at all that a node needs: libraries, anvil, ports, disk, permissions, data folder, index. One line each, with the cure.",
        "ledger doctor",
        [Data],
        (session, cancellationToken) => RunAsync(session, ["doctor", .. DataOf(session)], cancellationToken));

    private static string[] DataOf(Session session) => ["--data", Path.GetFullPath(session.Parsed.GetValue(Data) ?? session.Home.Node)];

    private static string[] Flag(Session session, Option<bool> flag) => session.Parsed.GetValue(flag) ? [flag.Name] : [];

    private static Task<int> RunAsync(Session session, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        NodeOperation.RunAsync(session.Output.IsJson ? [.. arguments, CommonOptions.Json.Name] : arguments, session.Parsed.InvocationConfiguration, cancellationToken);
}
