using Ledger.Api.V1;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Shipments as tables for people.</summary>
internal static class ShipmentTables
{
    public static Table Shipments(ShipmentsResponse answer)
    {
        var table = Tables.Of("shipment", "state", "from", "to", "carrier", "departed", "until", "tokens", "disputes");
        foreach (var s in answer.Shipments)
        {
            table.Row(
                $"{s.Id}", $"{s.State}", s.Sender?.Name ?? "", s.Receiver?.Name ?? "", s.Carrier?.Name ?? "", Words.Day(s.DepartedTimestamp), Words.Day(s.Until), $"{s.Tokens.Count}", $"{s.OpenDisputes}");
        }

        return table;
    }

    public static void Write(Shipment shipment, IAnsiConsole console)
    {
        var table = Tables.Of("shipment", $"{shipment.Id}");
        table.Row("state", $"{shipment.State}");
        table.Row("owner", Change(shipment.Owner, shipment.NewOwner));
        table.Row("custodian", Change(shipment.Sender, shipment.Receiver));
        if (shipment.Carrier is { } carrier) table.Row("carrier", carrier.Name);
        table.Row("departed (UTC)", Words.Time(shipment.DepartedTimestamp)).Row("until", Words.Time(shipment.Until));
        if (shipment.ClosedTimestamp != 0) table.Row("closed", Words.Time(shipment.ClosedTimestamp));
        table.Row("tokens", string.Join(", ", shipment.Tokens.Select(Words.Token)));
        if (shipment.State == Shipment.Types.State.Received) table.Row("accepted", $"{shipment.Accepted}").Row("open disputes", $"{shipment.OpenDisputes}");
        console.Write(table);
        if (shipment.Disputes.Count > 0)
        {
            var disputes = Tables.Of("dispute", "about", "kind", "reason", "outcome", "lapses (UTC)");
            foreach (var d in shipment.Disputes) disputes.Row($"{d.Hold}", Words.Token(d.Token), $"{d.Kind}{(d.Correction ? ", later" : "")}", d.ReasonText, $"{d.Outcome}", Words.Minute(d.Lapses));
            console.Write(disputes);
        }

        if (shipment.Overages.Count == 0) return;
        var overages = Tables.Of("overage", "count", "reason");
        foreach (var o in shipment.Overages) overages.Row(o.Token == 0 ? "not on the ledger" : Words.Token(o.Token), $"{o.Count}", o.ReasonText);
        console.Write(overages);
    }

    public static Table Mandates(MandatesResponse answer)
    {
        var table = Tables.Of("agent", "until (UTC)");
        foreach (var mandate in answer.Mandates) table.Row(mandate.Agent?.Name ?? "", Words.Time(mandate.Until));
        return table;
    }

    private static string Change(PartnerRef? from, PartnerRef? to) => from?.Id == to?.Id ? from?.Name ?? "" : $"{from?.Name} to {to?.Name}";
}
