using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Relay;

/// <summary>Serials of runs that are journalled and not in the index yet: no contract refuses a serial, so two requests must not both find it new.</summary>
/// <remarks>Bounded by the transactions on their way and their size. One caller at a time.</remarks>
internal sealed class SerialsOnTheirWay
{
    private readonly List<(Task Done, ulong Gtin, HashSet<string> Serials)> _runs = [];

    /// <summary>Why a run cannot be taken beside those on their way; null when nothing speaks against it.</summary>
    public Error? Check(CommissionRun run)
    {
        _runs.RemoveAll(other => other.Done.IsCompleted);
        if (!_runs.Exists(other => other.Gtin == run.Gtin)) return null;
        var list = SerialList.Decode(run.Serials);
        for (var i = 0; i < list.Count; i++)
        {
            var serial = list.GetStringAt(i);
            if (!_runs.Exists(other => other.Gtin == run.Gtin && other.Serials.Contains(serial))) continue;
            return new Error
            {
                Code = ErrorCode.SerialAlreadyCommissioned,
                Field = "serials",
                Line = (uint)i + 1,
                Message = $"Serial '{serial}' of GTIN {run.Gtin:D14} is being commissioned by another message.",
                Cure = "Remove the serial, or correct the GTIN.",
                Arguments = { ["serial"] = serial },
            };
        }

        return null;
    }

    /// <summary>Remembers a run until its transaction is done.</summary>
    public void Add(CommissionRun run, Task done)
    {
        var list = SerialList.Decode(run.Serials);
        _runs.Add((done, run.Gtin, Enumerable.Range(0, list.Count).Select(list.GetStringAt).ToHashSet(StringComparer.Ordinal)));
    }
}
