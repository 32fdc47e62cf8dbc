using System.Buffers.Binary;
using System.Globalization;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;
using Ledger.Gs1.Keys;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Partners;

/// <summary>Finds the partner that a request names.</summary>
internal static class PartnerFinder
{
    /// <summary>The most partners that are looked through for a GLN or name.</summary>
    public const int MaxScanned = 10_000;

    private const int MaxLength = 256;

    /// <summary>Finds a partner by id, 13-digit GLN, 0x-hex account or name (without regard to case).</summary>
    public static PartnerId Find(IndexView view, string text, string field)
    {
        if (text.Length == 0) throw Refusals.Missing(field);
        if (text.Length > MaxLength) throw Refusals.Invalid(field, $"'{field}' has {text.Length} characters.", $"Give at most {MaxLength}.");
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && Address.TryParse(text, out var account))
            return view.Rows.TryFindPartner(account, out var byAccount) ? byAccount : throw Refusals.PartnerUnknown(text, field);
        if (text.Length == Gln.DigitCount && !text.AsSpan().ContainsAnyExceptInRange('0', '9')) return FindGln(view, text, field);
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && view.Rows.TryPartner(new(id), out _)) return new(id);
        return Search(view, record => string.Equals(record.Name, text, StringComparison.OrdinalIgnoreCase)) ?? throw Refusals.PartnerUnknown(text, field);
    }

    private static PartnerId FindGln(IndexView view, string text, string field)
    {
        if (!Gln.TryParse(text, out _, out var error)) throw Refusals.Gs1(error, field);
        var gln = ulong.Parse(text, CultureInfo.InvariantCulture);
        return Search(view, record => record.Gln == gln) ?? throw Refusals.PartnerUnknown(text, field);
    }

    // A consortium has tens or hundreds of partners: a scan of their rows takes microseconds.
    private static PartnerId? Search(IndexView view, Func<PartnerRecord, bool> matches)
    {
        using var rows = view.Iterate(EntityKind.Partner, []);
        var scanned = 0;
        for (var isValid = rows.SeekToFirst(); isValid && scanned < MaxScanned; isValid = rows.Next(), scanned++)
        {
            if (matches(PartnerRecord.Read(rows.Value))) return new(BinaryPrimitives.ReadUInt32BigEndian(rows.Key));
        }

        return null;
    }
}
