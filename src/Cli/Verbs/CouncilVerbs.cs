using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>The council itself: who is in it, what it takes to approve, what waits.</summary>
internal static class CouncilVerbs
{
    private const double HoursADay = 24;
    private const int DaysMaximum = 36_500;

    private static readonly Argument<string> Digest = new("digest") { Description = "The act's EIP-712 digest, 0x-hex." };

    private static readonly Argument<string> Member = new("account") { Description = "The member's account, 0x-hex." };

    private static readonly Argument<string> Function = new("function") { Description = "What the council may call, like Partners.admit, or its selector in 0x-hex." };

    private static readonly Argument<ModuleKind> Kind = new("kind") { Description = "Catalogue, Partners, Liens, Recalls or Conditions." };

    private static readonly Argument<string> Module = new("address") { Description = "The new module's address, 0x-hex." };

    private static readonly Option<byte> Quorum = new("--quorum") { HelpName = "N", Required = true, Description = "How many members have to approve, 2 or more; 0 removes the rule." };

    private static readonly Option<double> DelayHours = new("--delay-hours") { HelpName = "N", Description = "Hours between approval and execution (default 0: at once)." };

    private static readonly Option<double> ExpiryHours = new("--expiry-hours") { HelpName = "N", Description = "Hours after that within which it has to be executed (default 720).", DefaultValueFactory = _ => 720 };

    private static readonly Option<string?> Salt = new("--salt") { HelpName = "HEX", Description = "The act's salt, when the node says that it cannot find it." };

    private static readonly Option<ulong> Deadline = new("--deadline") { HelpName = "SECONDS", Description = "The act's deadline in unix seconds; with --salt." };

    public static Command Create() => new("council", "Show the council, change it by its own acts, and execute what was approved.")
    {
        QueryVerb.Make(
            "show",
            "Show the council: members, rules, and acts that wait for their delay.",
            "ledger council show",
            [],
            (q, _, stop) => q.CouncilAsync(stop),
            ProtoJson.Of,
            HoldTables.Write),
        SettlingVerbs.Settle(
            "execute",
            "Execute an act of the council after its delay. Needs no signature.",
            "ledger council execute 0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            Digest,
            (client, parsed, stop) => client.ExecuteCouncilActAsync(
                Given.Hash(parsed.GetRequiredValue(Digest), "digest"), parsed.GetValue(Salt) is { } salt ? Given.Hash(salt, "salt") : null, parsed.GetValue(Deadline), stop),
            Salt,
            Deadline),
        ActVerb.Make(
            "cancel",
            "Cancel an act that was approved and waits for its delay. Members of the council sign.",
            "ledger council cancel 0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 --as manufacturer --with regulator",
            [Digest],
            (r, _) => Task.FromResult(r.Client.PrepareCouncil.Cancel(Given.Hash(r.Required(Digest), "digest")))),
        ActVerb.Make(
            "rule",
            "Say what it takes to let the council call a function. Members of the council sign.",
            "ledger council rule Partners.setRoles --quorum 3 --delay-hours 48 --as manufacturer --with regulator",
            [Function, Quorum, DelayHours, ExpiryHours],
            (r, _) => Task.FromResult(r.Client.PrepareCouncil.SetRule(new CouncilRule(
                r.Required(Function), r.Required(Quorum), Given.Days(r.Value(DelayHours) / HoursADay, "delay-hours", DaysMaximum), Given.Days(r.Value(ExpiryHours) / HoursADay, "expiry-hours", DaysMaximum))))),
        ActVerb.Make(
            "add",
            "Add a member. Members of the council sign.",
            "ledger council add 0x00000000000000000000000000000000000000A1 --as manufacturer --with regulator",
            [Member],
            (r, _) => Task.FromResult(r.Client.PrepareCouncil.AddMember(AddressOf(r.Required(Member), "account")))),
        ActVerb.Make(
            "remove",
            "Remove a member. Members of the council sign.",
            "ledger council remove 0x00000000000000000000000000000000000000A1 --as manufacturer --with regulator",
            [Member],
            (r, _) => Task.FromResult(r.Client.PrepareCouncil.RemoveMember(AddressOf(r.Required(Member), "account")))),
        ActVerb.Make(
            "module",
            "Replace a module of the contracts by another that was deployed. Members of the council sign.",
            "ledger council module Recalls 0x00000000000000000000000000000000000000A1 --as manufacturer --with regulator",
            [Kind, Module],
            (r, _) => Task.FromResult(r.Client.PrepareCouncil.SetModule(r.Required(Kind), AddressOf(r.Required(Module), "address")))),
    };

    private static Address AddressOf(string text, string field) => Address.TryParse(text, out var address)
        ? address
        : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no address.", "Write it as 0x and 40 hexadecimal digits.", field);
}
