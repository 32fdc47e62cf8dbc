using Ledger.Cli.Output;

namespace Ledger.Cli.Demo;

/// <summary>Step 6: the whole history of the dispensed pack, and its proof.</summary>
internal static class TraceStep
{
    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(6, "The history of the dispensed pack, its case's and pallet's while it was inside");
        var verified = await stage.Client.VerifyTraceAsync(stage.Unit(0), cancellationToken: cancellationToken);
        stage.Printer.Show("trace", ProtoJson.Of(verified.Trace), Tables.Trace(verified.Trace));
        stage.Printer.Say(Tables.ProofText(verified));
        var types = verified.Trace.Events.Select(e => e.Type).ToHashSet(StringComparer.Ordinal);
        foreach (var needed in new[] { "RunOpened", "Unpacked", "Transferred", "Dispensed" })
        {
            if (!types.Contains(needed)) throw new DemoFailure($"the history lacks the event {needed}");
        }
    }
}
