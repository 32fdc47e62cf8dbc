namespace Ledger.Cli.Consortium;

/// <summary>What to try on a node that has just come up. Each line works as it stands, in this order.</summary>
internal static class NextCommands
{
    public static IReadOnlyList<string> Lines { get; } =
    [
        "status",
        "partner list",
        "product register 09506000134352 --name Examplamin --as manufacturer",
        "commission --gtin 09506000134352 --lot FIRST --expiry 2030-12-31 --random 200 --units-per-case 20 --cases-per-pallet 5 --as manufacturer",
        "lot 09506000134352 FIRST",
        "holdings manufacturer --tokens",
    ];
}
