using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Gs1.Keys;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Verify;

namespace Ledger.Node.Queries.Partners;

/// <summary>Partners: who they are and what they may do.</summary>
internal static class PartnerQuery
{
    /// <summary>The scope of page tokens.</summary>
    public const string Scope = "partners";

    private const int AssetPrefixSizeBytes = 17;

    private static readonly Bytes32 AssetPrefix = Keccak256.Hash("Ledger.partner"u8);

    private static readonly (PartnerRoles Role, string Name)[] RoleNames =
    [
        (PartnerRoles.Issuer, "issuer"), (PartnerRoles.Holder, "holder"), (PartnerRoles.Carrier, "carrier"), (PartnerRoles.Financier, "financier"),
        (PartnerRoles.Regulator, "regulator"), (PartnerRoles.ReturnsHandler, "returns_handler"), (PartnerRoles.DeviceOperator, "device_operator"),
    ];

    /// <summary>One partner.</summary>
    public static PartnerResponse One(IndexView view, PartnerRequest request)
    {
        var id = PartnerFinder.Find(view, request.Partner, "partner");
        return view.Rows.TryPartner(id, out var record)
            ? new() { Partner = Map(view, id, record), Height = TokenStateMapper.MapHeight(view.Cursor) }
            : throw Refusals.PartnerUnknown(request.Partner, "partner");
    }

    /// <summary>All partners, by id.</summary>
    public static PartnersResponse All(IndexView view, PageRequest page)
    {
        var answer = new PartnersResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        answer.NextPageToken = PageWalker.Walk(view, EntityKind.Partner, [], page, (key, value) =>
        {
            answer.Partners.Add(Map(view, new(BinaryPrimitives.ReadUInt32BigEndian(key)), PartnerRecord.Read(value)));
            return true;
        });
        return answer;
    }

    private static Partner Map(IndexView view, PartnerId id, PartnerRecord record)
    {
        var partner = new Partner
        {
            Id = id.Value,
            Name = record.Name,
            Gln = record.Gln == 0 ? "" : record.Gln.ToString($"D{Gln.DigitCount}", CultureInfo.InvariantCulture),
            Account = ByteString.CopyFrom(record.Word.Account.Span),
            AssetAddress = ByteString.CopyFrom(AssetAddressOf(id).Span),
            IdentityKey = ByteString.CopyFrom(record.IdentityKey.Span),
            Suspended = record.Word.IsSuspendedAt(view.Cursor.TimestampSeconds),
            Seq = record.Word.Seq,
        };
        foreach (var (role, name) in RoleNames)
        {
            if (record.Word.Roles.HasFlag(role)) partner.Roles.Add(name);
        }

        if (record.Markets != Bytes32.Zero) partner.Markets.Add(MarketsQuery.Codes(view, record.Markets));
        return partner;
    }

    // Tokens.addressOf: a fixed prefix and the id, so that no key can exist for it.
    private static Address AssetAddressOf(PartnerId id)
    {
        Span<byte> address = stackalloc byte[Address.SizeBytes];
        BinaryPrimitives.WriteUInt32BigEndian(address[^sizeof(uint)..], id.Value);
        AssetPrefix.Span[..AssetPrefixSizeBytes].CopyTo(address);
        return new(address);
    }
}
