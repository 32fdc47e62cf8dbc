using Ledger.Api.V1;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Holds, conditions, anchors, lineage and the council as tables for people.</summary>
internal static class HoldTables
{
    public static Table Hold(Hold hold)
    {
        var table = Tables.Of("hold", $"{hold.Id}");
        table.Row("kind", $"{hold.Kind}{(hold.RecallClass == 0 ? "" : $", class {hold.RecallClass}")}").Row("state", hold.Lifted ? "lifted" : "in force");
        table.Row("on", hold.Tokens.Count > 0 ? string.Join(", ", hold.Tokens.Select(Words.Token)) : On(hold.On));
        table.Row("reason", hold.Reason).Row("placed by", hold.PlacedBy?.Name ?? "").Row("placed (UTC)", Words.Time(hold.PlacedTimestamp));
        if (hold.Issuer is { } issuer) table.Row("may be released by", issuer.Name);
        if (hold.ClearedCount > 0) table.Row("cleared", $"{hold.ClearedCount:N0}: {string.Join(", ", hold.Cleared.Select(Words.Token))}");
        return table;
    }

    public static Table Holds(HoldsResponse answer)
    {
        var table = Tables.Of("hold", "kind", "on", "placed by", "placed (UTC)", "state", "reason");
        foreach (var h in answer.Holds)
        {
            var on = h.Tokens.Count > 0 ? $"{h.Tokens.Count} tokens" : On(h.On);
            table.Row($"{h.Id}", $"{h.Kind}", on, h.PlacedBy?.Name ?? "", Words.Minute(h.PlacedTimestamp), h.Lifted ? "lifted" : "in force", h.Reason);
        }

        return table;
    }

    public static Table Conditions(ConditionsResponse answer)
    {
        string[] severities = ["reading", "warning", "excursion"];
        var table = Tables.Of("block", "time (UTC)", "of", "kind", "severity", "by", "quarantine");
        foreach (var c in answer.Conditions)
        {
            table.Row(
                $"{c.Block}", Words.Minute(c.Timestamp), Words.Token(c.Token), c.KindText, severities.ElementAtOrDefault((int)c.Severity) ?? $"{c.Severity}", c.Partner?.Name ?? "", c.Quarantine == 0 ? "" : $"{c.Quarantine}");
        }

        return table;
    }

    public static Table Anchors(AnchorResponse answer)
    {
        var table = Tables.Of("block", "time (UTC)", "by", "events");
        foreach (var a in answer.Anchors) table.Row($"{a.Block}", Words.Time(a.Timestamp), a.Partner?.Name ?? "", $"{a.Count:N0}");
        return table;
    }

    public static Table Lineage(LineageResponse answer)
    {
        var table = Tables.Of("lineage", Words.Token(answer.Token));
        foreach (var s in answer.Sources) table.Row("made of lot", $"{s.Lot} of {s.Gtin}{(s.Recalled ? ", recalled" : "")}");
        if (answer.Consumed.Count > 0) table.Row("units consumed", $"{answer.Consumed.Count:N0}: {string.Join(", ", answer.Consumed.Take(8).Select(Words.Token))}{(answer.Consumed.Count > 8 ? ", …" : "")}");
        if (answer.ConsumedByRun != 0) table.Row("went into run", $"{answer.ConsumedByRun}");
        if (answer.Outputs.Count > 0) table.Row("runs made of its run", string.Join(", ", answer.Outputs));
        return table;
    }

    public static void Write(CouncilResponse council, IAnsiConsole console)
    {
        var members = Tables.Of("member", "account");
        for (var i = 0; i < council.Members.Count; i++) members.Row($"{i + 1}", Words.Hex(council.Members[i]));
        console.Write(members);
        var rules = Tables.Of("act", "quorum", "delay", "to be executed within");
        foreach (var rule in council.Rules.OrderBy(r => r.Function, StringComparer.Ordinal))
        {
            rules.Row(rule.Function.Length > 0 ? rule.Function : Words.Hex(rule.Selector), $"{rule.Quorum}", rule.DelaySeconds == 0 ? "none" : Words.Duration(rule.DelaySeconds), Words.Duration(rule.ExpirySeconds));
        }

        console.Write(rules);
        if (council.Pending.Count == 0) return;
        var pending = Tables.Of("pending act", "from (UTC)", "until", "digest");
        foreach (var act in council.Pending) pending.Row(act.Function, Words.Minute(act.ExecutableFrom), Words.Minute(act.Expires), Words.Hex(act.Digest));
        console.Write(pending);
    }

    private static string On(Subject? subject) => subject is { Kind: SubjectKind.Token } ? Words.Token(subject.Id) : $"{subject?.Kind} {subject?.Id}".ToLowerInvariant();
}
