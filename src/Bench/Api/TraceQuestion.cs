using Google.Protobuf;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>The whole history of a unit, by its scanned code.</summary>
internal sealed class TraceQuestion : Question
{
    /// <inheritdoc/>
    public override string Name => "trace";

    /// <inheritdoc/>
    public override async Task<IMessage> AskAsync(Query.QueryClient client, RecordedUnit unit)
    {
        var answer = await client.TraceAsync(new TraceRequest { Item = unit.Code });
        Expect(answer.Token.Token == unit.Token && answer.Events.Count > 0, unit, answer);
        return answer;
    }

    /// <inheritdoc/>
    public override void Check(IMessage answer, RecordedUnit unit)
    {
        var trace = (TraceResponse)answer;
        Expect(string.Equals(trace.Token.Owner?.Name, unit.Owner, StringComparison.Ordinal), unit, trace);
        Expect(trace.Token.Status == (unit.IsDispensed ? TokenStatus.Dispensed : TokenStatus.Active), unit, trace);
        Expect((trace.Token.Lien != 0) == unit.IsPledged, unit, trace);
        Expect(trace.Token.Restrictions.Count > 0 == unit.IsRecalled, unit, trace);
        Expect(trace.NextPageToken.Length == 0, unit, trace);
        var next = 0;
        foreach (var told in trace.Events)
        {
            if (next < unit.Events.Count && string.Equals(told.Type, unit.Events[next], StringComparison.Ordinal)) next++;
        }

        Expect(next == unit.Events.Count, unit, trace);
        Expect(trace.Events.Any(told => told.Type is "HoldPlaced") == unit.IsRecalled, unit, trace);
    }
}
