using System.Buffers.Binary;
using System.Text;
using Ledger.Api.Errors;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Items;

/// <summary>Finds the token that an item names.</summary>
internal static class ItemResolver
{
    /// <summary>The most characters of an item.</summary>
    public const int MaxLength = 8_192;

    /// <summary>The most ranges of SSCCs that begin before one and are looked at for it.</summary>
    public const int MaxSsccRanges = 16;

    /// <summary>Finds the token.</summary>
    /// <param name="view">The index.</param>
    /// <param name="text">The item as the request names it.</param>
    /// <param name="field">The request's member, for errors.</param>
    /// <exception cref="LedgerException">The text cannot be read, or names nothing that exists.</exception>
    public static TokenId Resolve(IndexView view, string text, string field = "item")
    {
        if (text.Length == 0) throw Refusals.Missing(field);
        if (text.Length > MaxLength) throw Refusals.Invalid(field, $"'{field}' has {text.Length} characters.", $"Give at most {MaxLength}.");
        if (!ItemParser.TryParse(text, out var item, out var error)) throw Refusals.Gs1(error, field);
        if (item.Token is { } token) return view.Tree.Exists(token) ? token : throw Refusals.TokenUnknown(text, field);
        if (item.Sscc is { } sscc) return FindSscc(view, sscc) ?? throw Refusals.TokenUnknown(text, field);
        if (item.Gtin is not { } gtin || item.Serial is not { } serial)
            throw Refusals.Invalid(field, $"'{text}' names no unit, case, pallet, container or run.", "Give a serial with the GTIN, an SSCC or a token id.");
        if (!view.Rows.TryFindProduct(gtin, out _)) throw Refusals.GtinNotRegistered(gtin, field);
        return FindUnit(view, gtin, serial, out var unit) > 0 ? unit : throw Refusals.SerialUnknown(gtin, serial, field);
    }

    /// <summary>Units with a serial: how many, and the earliest.</summary>
    public static int FindUnit(IndexView view, ulong gtin, string serial, out TokenId unit)
    {
        unit = default;
        Span<byte> ascii = stackalloc byte[Contracts.Serials.SerialList.MaxSerialLength];
        return serial.Length <= ascii.Length && Encoding.ASCII.TryGetBytes(serial, ascii, out var length)
            ? view.FindUnits(gtin, ascii[..length], out unit)
            : 0;
    }

    /// <summary>The case or pallet that a run's layout gives an SSCC; null when no run does.</summary>
    /// <remarks>The chain does not keep ranges from overlapping: the earliest run keeps the SSCC, so that what it names does not change when a later one takes it too.</remarks>
    public static TokenId? FindSscc(IndexView view, ulong sscc)
    {
        var key = ProjectionKeys.Sscc(sscc);
        using var ranges = view.Iterate(EntityKind.SsccRange, []);
        TokenId? earliest = null;
        var looked = 0;
        for (var isValid = ranges.SeekForPrev(key.Span); isValid && looked < MaxSsccRanges; isValid = ranges.Prev(), looked++)
        {
            var found = SsccRangeRecord.Read(ranges.Value).Find(BinaryPrimitives.ReadUInt64BigEndian(ranges.Key), sscc);
            if (found is { } token && (earliest is not { } known || token.Run.Value < known.Run.Value)) earliest = token;
        }

        return earliest;
    }
}
