using Google.Protobuf;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>The verdict on a scanned code.</summary>
internal sealed class VerifyQuestion : Question
{
    /// <inheritdoc/>
    public override string Name => "verify";

    /// <inheritdoc/>
    public override async Task<IMessage> AskAsync(Query.QueryClient client, RecordedUnit unit)
    {
        var answer = await client.VerifyAsync(new VerifyRequest { Code = unit.Code });
        Expect(answer.Token == unit.Token, unit, answer);
        return answer;
    }

    /// <inheritdoc/>
    public override void Check(IMessage answer, RecordedUnit unit)
    {
        var verified = (VerifyResponse)answer;
        VerdictReason[] reasons = [.. Reasons(unit)];
        Expect(verified.Verdict == (reasons is [VerdictReason.Authentic] ? Verdict.Ok : Verdict.Blocked), unit, verified);
        Expect(verified.Reasons.Select(reason => reason.Code).Order().SequenceEqual(reasons.Order()), unit, verified);
        Expect(string.Equals(verified.Identity.Lot, unit.Lot.Code, StringComparison.Ordinal), unit, verified);
    }

    private static IEnumerable<VerdictReason> Reasons(RecordedUnit unit)
    {
        if (unit.IsRecalled) yield return VerdictReason.Recalled;
        if (unit.IsDispensed) yield return VerdictReason.Dispensed;
        if (!unit.IsRecalled && !unit.IsDispensed) yield return VerdictReason.Authentic;
    }
}
