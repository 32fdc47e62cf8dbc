using System.CommandLine;

namespace Ledger.Cli.Verbs;

internal static class GoodsVerbs
{
    public static IEnumerable<Command> All() => [];
}
