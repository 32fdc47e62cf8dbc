using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>Conditions and quarantines.</summary>
internal static class ConditionVerbs
{
    private static readonly Argument<string[]> Items = new("item") { Description = "What it is about; several may be named.", Arity = ArgumentArity.OneOrMore };

    private static readonly Argument<string> Item = new("item") { Description = "The unit, case, pallet, container or run." };

    private static readonly Argument<uint> Quarantine = new("quarantine") { Description = "The quarantine's id." };

    private static readonly Option<string> Kind = new("--kind") { HelpName = "KIND", Required = true, Description = "temperature, humidity, shock, tamper, light or location." };

    private static readonly Option<string> Severity = new("--severity") { HelpName = "N", Description = "reading, warning or excursion (default reading); an excursion puts the items into quarantine.", DefaultValueFactory = _ => "reading" };

    private static readonly Option<string> Data = new("--data") { HelpName = "HASH", Required = true, Description = "The 32-byte hash of the data, 0x-hex." };

    private static readonly Option<string> Reason = new("--reason") { HelpName = "TEXT", Required = true, Description = "Why, for everyone to read." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "attest",
            "Attest a condition of items. Their owner, custodian or issuer, a regulator or a device operator signs.",
            "ledger attest 4831838208 --kind temperature --severity excursion --data 0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 --as carrier",
            [Items, Kind, Severity, Data],
            (r, stop) => r.Client.PrepareCondition.AttestAsync(
                r.Required(Items),
                Given.Code<ConditionKind>(r.Required(Kind), "kind"),
                Given.Code<ConditionSeverity>(r.Required(Severity), "severity"),
                Given.Hash(r.Required(Data), "data"),
                $"{r.Actor.Account}",
                stop)),
        ActVerb.Make(
            "quarantine",
            "Put items into quarantine with what is inside: nothing of it moves until the issuer or a regulator releases it.",
            "ledger quarantine 4831838208 --reason \"Seal broken\" --as distributor",
            [Items, Reason],
            (r, stop) => r.Client.PrepareCondition.QuarantineAsync(r.Required(Items), r.Required(Reason), $"{r.Actor.Account}", stop)),
        ActVerb.Make(
            "release-quarantine",
            "End a quarantine everywhere. The issuer of the goods or a regulator signs.",
            "ledger release-quarantine 2713804337 --as manufacturer",
            [Quarantine],
            (r, stop) => r.Client.PrepareCondition.ReleaseAsync(r.Required(Quarantine), $"{r.Actor.Account}", stop)),
        QueryVerb.Make(
            "conditions",
            "Show what was attested about an item, and about what it was in while it was inside.",
            "ledger conditions 4294967296",
            [Item],
            (q, r, stop) => q.ConditionsAsync(r.GetRequiredValue(Item), stop),
            HoldTables.Conditions),
    ];
}
