using Ledger.Api.V1;
using Ledger.Cli.Output;

namespace Ledger.Cli.Demo;

/// <summary>Step 5: a unit is verified by its DataMatrix and dispensed once.</summary>
internal static class DispenseStep
{
    private const char GroupSeparator = '\u001d';

    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(5, "The pharmacy scans a pack and dispenses it, once");
        var code = DataMatrix(stage.Gtin, stage.Serials[0], stage);
        await VerifyAsync(stage, "the pack's DataMatrix", code, Verdict.Ok, VerdictReason.Authentic, cancellationToken);
        var token = $"{(await stage.Client.Query.TokenAsync(code, cancellationToken)).Token}";
        var first = await stage.Client.Prepare.DispenseAsync([token], cancellationToken: cancellationToken);
        // A second till has the same pack on its screen: it prepares its message before the first one's is applied. The deadlines tell the
        // two messages apart; the same message twice would have one outcome.
        var later = stage.Time.GetUtcNow().AddMinutes(20);
        var second = await stage.Client.Prepare.DispenseAsync([token], later, cancellationToken);
        await stage.ActAsync(first, [stage.Pharmacy], cancellationToken);
        await stage.RefusedAsync("the pharmacy's second till dispenses the same pack", second, [stage.Pharmacy], cancellationToken, ErrorCode.TokenTerminal);

        await VerifyAsync(stage, "the same pack again", code, Verdict.Blocked, VerdictReason.Dispensed, cancellationToken);
        await VerifyAsync(stage, "a made-up serial", DataMatrix(stage.Gtin, "000000000001", stage), Verdict.NotAuthentic, VerdictReason.SerialUnknown, cancellationToken);
        var wrongDigit = stage.Gtin[..^1] + (char)('0' + ((stage.Gtin[^1] - '0' + 1) % 10));
        await VerifyAsync(stage, "a wrong check digit", DataMatrix(wrongDigit, stage.Serials[0], stage), Verdict.Unreadable, VerdictReason.CheckDigitWrong, cancellationToken);
    }

    /// <summary>The element string as a scanner gives it: symbology identifier, then AIs 01, 17, 10 and 21.</summary>
    internal static string DataMatrix(string gtin, string serial, DemoStage stage) =>
        $"]d201{gtin}17{stage.Expiry:yyMMdd}10{stage.Lot}{GroupSeparator}21{serial}";

    private static async Task VerifyAsync(DemoStage stage, string what, string code, Verdict expected, VerdictReason reason, CancellationToken cancellationToken)
    {
        var begun = stage.Time.GetTimestamp();
        var answer = await stage.Client.Query.VerifyAsync(code, cancellationToken: cancellationToken);
        var elapsed = stage.Time.GetElapsedTime(begun);
        stage.Printer.Say($"verify {what}: {code.Replace($"{GroupSeparator}", "<GS>", StringComparison.Ordinal)}");
        stage.Printer.Say($"  -> {Tables.VerdictText(answer)} ({elapsed.TotalMilliseconds:0.0} ms)");
        if (answer.Verdict != expected || answer.Reasons.All(r => r.Code != reason)) throw new DemoFailure($"the verdict on {what} is not {expected} for {reason}");
    }
}
