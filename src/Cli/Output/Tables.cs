using System.Globalization;
using Ledger.Api.V1;
using Ledger.Client.Proofs;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Answers as tables for people.</summary>
internal static class Tables
{
    public static Table Of(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < columns.Length; i++)
        {
            // The last column takes the room that is left; the others keep their lines whole.
            table.AddColumn(new TableColumn(new Text(columns[i])) { NoWrap = i < columns.Length - 1 });
        }

        return table;
    }

    /// <summary>Adds a row of plain text, with no markup in it.</summary>
    public static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));

    public static Table Trace(TraceResponse trace)
    {
        var table = Of("block", "time (UTC)", "of", "event", "from", "to", "what");
        foreach (var e in trace.Events)
        {
            table.Row($"{e.Block}", Words.Minute(e.Timestamp), e.Via, e.Type, e.From?.Name ?? "", e.To?.Name ?? "", e.Summary);
        }

        return table;
    }

    public static Table Token(TokenState token)
    {
        var table = Of("token", Words.Token(token.Token));
        table.Row("id", $"{token.Token}");
        table.Row("status", $"{token.Status}");
        if (token.Identity is { } identity)
        {
            foreach (var (name, value) in new[] { ("GTIN", identity.Gtin), ("serial", identity.Serial), ("SSCC", identity.Sscc), ("lot", identity.Lot), ("expiry", identity.Expiry) })
            {
                if (value.Length > 0) table.Row(name, value);
            }
        }

        table.Row("owner", token.Owner?.Name ?? "").Row("custodian", token.Custodian?.Name ?? "");
        table.Row("inside", token.Path.Count == 0 ? "nothing: it is held" : string.Join(" in ", token.Path.Select(p => Words.Token(p.Token))));
        table.Row("units inside", $"{token.Units}").Row("lien", token.Lien == 0 ? "none" : $"{token.Lien}");
        foreach (var restriction in token.Restrictions) table.Row("restriction", $"{restriction.Kind} {restriction.Id}: {restriction.Reason}");
        return table;
    }

    public static Table Encumbrance(EncumbranceResponse answer)
    {
        var table = Of("item", "pledged", "lien", "debtor", "financier", "until", "sits on");
        return answer.Pledged
            ? table.Row(
                Words.Token(answer.Token.Token), "yes", $"{answer.Lien.Id} ({answer.Lien.State})", answer.Lien.Debtor?.Name ?? "", answer.Lien.Financier?.Name ?? "", Words.Minute(answer.Lien.Maturity), Words.Token(answer.LienToken))
            : table.Row(Words.Token(answer.Token.Token), "no", "", "", "", "", "");
    }

    /// <summary>How far a recall has come: of the units that it affects, those that are where it wants them.</summary>
    public static string Recovery(RecallScopeResponse scope)
    {
        var destroyed = scope.DestroyedUnits == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {scope.DestroyedUnits:N0} of them destroyed");
        var cleared = scope.ClearedUnits == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {scope.ClearedUnits:N0} cleared, which are not affected");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scope.AffectedUnits:N0} units affected, {scope.RecoveredUnits:N0} recovered ({scope.RecoveredPercent:F1} %){destroyed}, {scope.DispensedUnits:N0} dispensed already{cleared}");
    }

    public static Table RecallScope(RecallScopeResponse scope)
    {
        var table = Of("partner", "units in custody", "units owned", "destination of the recall");
        foreach (var holder in scope.Holders)
        {
            table.Row(holder.Partner?.Name ?? "", $"{holder.CustodyUnits:N0}", $"{holder.OwnedUnits:N0}", holder.Destination ? "yes" : "no");
        }

        return table;
    }

    public static Table Holdings(HoldingsResponse answer)
    {
        var table = Of("GTIN", "lot", "status", "units owned", "units in custody", "units pledged");
        foreach (var row in answer.Rows) table.Row(row.Gtin, row.Lot, $"{row.Status}", $"{row.OwnedUnits:N0}", $"{row.CustodyUnits:N0}", $"{row.PledgedUnits:N0}");
        return table;
    }

    public static Table HeldTokens(HeldTokensResponse answer)
    {
        var table = Of("token", "id", "SSCC or serial", "units", "owner", "custodian");
        foreach (var token in answer.Tokens)
        {
            var key = token.Identity?.Sscc is { Length: > 0 } sscc ? sscc : token.Identity?.Serial ?? "";
            table.Row(Words.Token(token.Token), $"{token.Token}", key, $"{token.Units:N0}", token.Owner?.Name ?? "", token.Custodian?.Name ?? "");
        }

        return table;
    }

    public static Table Lot(LotResponse lot)
    {
        var table = Of("lot", lot.Lot);
        table.Row("GTIN", lot.Gtin).Row("expiry", lot.Expiry).Row("issuer", lot.Issuer?.Name ?? "");
        table.Row("units commissioned", $"{lot.CommissionedUnits:N0}").Row("units dispensed", $"{lot.DispensedUnits:N0}");
        foreach (var run in lot.Runs) table.Row($"run {run.Id}", $"{run.Units:N0} units, {run.UnitsPerCase} a case, {run.CasesPerPallet} cases a pallet, block {run.Block}");
        foreach (var recall in lot.Recalls) table.Row($"recall {recall.Id}", $"class {recall.RecallClass}{(recall.Lifted ? ", lifted" : "")}: {recall.Reason}");
        return table;
    }

    public static Table Partners(IEnumerable<Partner> partners)
    {
        var table = Of("id", "name", "GLN", "account", "state", "roles");
        foreach (var p in partners) table.Row($"{p.Id}", p.Name, p.Gln, Words.Hex(p.Account), p.Suspended ? "suspended" : "active", string.Join(", ", p.Roles));
        return table;
    }

    public static Table Status(StatusResponse status)
    {
        var table = Of("node", status.Version);
        table.Row("chain", $"{status.ChainKind}, id {status.ChainId}").Row("genesis", Words.Hex(status.GenesisHash));
        table.Row("head", $"{status.Head}").Row("indexed to", $"{status.Cursor?.Number ?? 0}").Row("digest", Words.Hex(status.Cursor?.Digest));
        table.Row("units", $"{status.Units:N0}").Row("ready", status.Ready ? "yes" : "no").Row("started", Words.Time(status.StartedTimestamp));
        table.Row("node key", Words.Hex(status.Attestation?.NodeKey));
        foreach (var problem in status.Problems) table.Row("problem", problem);
        foreach (var alarm in status.Alarms) table.Row("alarm", alarm);
        return table;
    }

    public static string VerdictText(VerifyResponse answer) =>
        $"{Words.Verdict(answer.Verdict)}: {string.Join("; ", answer.Reasons.Select(r => $"{Words.Reason(r.Code)} ({r.Message.TrimEnd('.')})"))}";

    public static string ProofText(VerifiedTrace verified) =>
        $"Proven by {verified.Receipts} receipts under the receipts roots of their blocks; {verified.SeqsShown} of {verified.Trace.Events.Count} events carry their seq; "
        + $"the token's own seqs {(verified.IsGapless ? "have no gap" : "HAVE A GAP")}. The block headers are attested by the node ({verified.NodeKey.ToString()[..18]}…).";
}
