using System.CommandLine;

namespace Ledger.Cli.Sessions;

/// <summary>The options of verbs that sign.</summary>
internal static class SignerOptions
{
    public static Option<string> As { get; } = new("--as") { HelpName = "NAME", Required = true, Description = "Who acts: the keystore NAME.json of the home signs." };

    public static Option<string[]> With { get; } = new("--with")
    {
        HelpName = "NAME",
        Description = "Another signer whose keystore is on this machine; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Offer { get; } = new("--offer")
    {
        HelpName = "FILE",
        Description = "Don't submit: write what is signed so far to FILE, for others to 'sign' and 'submit'.",
    };

    public static Option<double> ValidHours { get; } = new("--valid-hours")
    {
        HelpName = "N",
        Description = "With --offer: how long the offer is good (default 24).",
        DefaultValueFactory = _ => 24,
    };

    public static Option<string?> PasswordFile { get; } = new("--password-file") { HelpName = "FILE", Description = "A file with the keystores' password (default: LEDGER_PASSWORD, or typed)." };
}
