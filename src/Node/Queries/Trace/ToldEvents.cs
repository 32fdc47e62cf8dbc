using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using SubjectKind = Ledger.Contracts.Projection.SubjectKind;

namespace Ledger.Node.Queries.Trace;

/// <summary>
/// Events of cases, pallets, runs and lots as they were told: they are the larger part of most histories, and thousands of units share each.
/// Thread-safe; readers take no lock.
/// </summary>
/// <remarks>
/// An event never changes, nor does a partner's name. What was told from these alone holds for ever; what was told from rows that may change,
/// as how a shipment ended, holds for views of the same height.
/// </remarks>
internal sealed class ToldEvents
{
    /// <summary>The most events kept: some 2 KB each in memory.</summary>
    public const int MaxEvents = 1 << 14;

    /// <summary>Longer events, encoded, are not kept.</summary>
    public const int MaxEventSizeBytes = 1_024;

    private readonly Kept?[] _kept = new Kept?[MaxEvents];

    /// <summary>Finds an event.</summary>
    /// <param name="item">The event, and what it came through.</param>
    /// <param name="height">The height of the view.</param>
    /// <returns>The event as it was told, which nobody may change; null when it is not known.</returns>
    public TraceEvent? Find(in TraceItem item, ulong height)
    {
        var place = PlaceOf(item);
        return Match(Volatile.Read(ref _kept[place]), item, height) ?? Match(Volatile.Read(ref _kept[place ^ 1]), item, height);
    }

    /// <summary>Keeps an event for a while. Those of single units are too many, and each is asked for by few.</summary>
    /// <param name="item">The event, and what it came through.</param>
    /// <param name="height">The height of the view; null when the event is told the same from every view.</param>
    /// <param name="told">The event as it was told. Nobody may change it any more.</param>
    public void Add(in TraceItem item, ulong? height, TraceEvent told)
    {
        if (item.Subject.Kind == SubjectKind.Token && new TokenId(item.Subject.Id).Level == TokenLevel.Unit) return;
        if (told.CalculateSize() > MaxEventSizeBytes) return;

        // Of the two places of an event the first is for the newest; what was there moves to the second.
        var place = PlaceOf(item);
        var moved = Interlocked.Exchange(ref _kept[place], new(item, height, told));
        if (moved is not null && moved.Item != item) Volatile.Write(ref _kept[place ^ 1], moved);
    }

    private static TraceEvent? Match(Kept? kept, in TraceItem item, ulong height) =>
        kept is not null && kept.Item == item && (kept.Height is not { } told || told == height) ? kept.Told : null;

    private static int PlaceOf(in TraceItem item)
    {
        var mixed = (item.Place.Block * 0x9E37_79B9_7F4A_7C15) ^ ((item.Place.LogIndex + 1) * 0xD6E8_FEB8_6659_FD93) ^ (item.Subject.Id * 0xBF58_476D_1CE4_E5B9);
        return (int)((mixed * 0x94D0_49BB_1331_11EB) >> 32) & (MaxEvents - 1);
    }

    private sealed record Kept(TraceItem Item, ulong? Height, TraceEvent Told);
}
