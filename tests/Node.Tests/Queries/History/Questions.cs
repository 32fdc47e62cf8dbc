using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Alerts;
using Ledger.Node.Queries.Anchors;
using Ledger.Node.Queries.Catalogue;
using Ledger.Node.Queries.Conditions;
using Ledger.Node.Queries.Councils;
using Ledger.Node.Queries.Holdings;
using Ledger.Node.Queries.Holds;
using Ledger.Node.Queries.Liens;
using Ledger.Node.Queries.Lineages;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Recalls;
using Ledger.Node.Queries.Serials;
using Ledger.Node.Queries.Shipments;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Trace;
using Ledger.Node.Queries.Verify;
using HoldKind = Ledger.Contracts.Words.HoldKind;

namespace Ledger.Node.Tests.Queries.History;

/// <summary>Every question that the API knows, about everything that an index has.</summary>
internal static class Questions
{
    private const int WholePage = PageRequest.MaxSize;

    // A verdict looks at the clock; here it stands still.
    private static readonly VerifyQuery Verify = new(new Embedded.ManualTime());

    /// <summary>All of them.</summary>
    /// <param name="view">The index to ask about.</param>
    /// <param name="containers">Free containers, also such as are not bound yet.</param>
    /// <param name="told">Events that were told before; questions by height are answered without.</param>
    public static List<Question> All(IndexView view, IReadOnlyList<TokenId> containers, ToldEvents told) =>
        [.. Tokens(view, containers).SelectMany(token => OfToken(token, told)), .. Partners(view).SelectMany(OfPartner), .. OfCatalogue(view), .. OfIds(view), .. Whole()];

    private static IEnumerable<Question> OfToken(TokenId token, ToldEvents told)
    {
        var item = $"{token.Value}";
        yield return new($"token {token}", view => TokenQuery.Now(view, new() { Item = item }), (view, height) => TokenQuery.At(view, new() { Item = item, Block = height }));
        yield return new(
            $"trace of {token}",
            view => TraceQuery.Trace(view, new() { Item = item, Page = First() }, told),
            (view, height) => TraceQuery.Trace(view, new() { Item = item, Page = Of($"trace {token}", height, new byte[sizeof(ulong) + sizeof(uint)]) }, new()));
        yield return new($"encumbrance of {token}", view => EncumbranceQuery.Encumbrance(view, new() { Item = item }));
        yield return new($"conditions of {token}", view => ConditionsQuery.Of(view, new() { Item = item, Page = First() }));
        yield return new($"lineage of {token}", view => LineageQuery.Of(view, new() { Item = item }, Page($"lineage {item}")));
        yield return new($"verdict on {token}", view => Verify.Verify(view, new() { Code = item }));
    }

    private static IEnumerable<Question> OfPartner(PartnerId partner)
    {
        var name = $"{partner}";
        yield return new(
            $"holdings of {partner}",
            view => HoldingsQuery.Holdings(view, new() { Partner = name, Page = First() }),
            (view, height) => HoldingsQuery.Holdings(view, new() { Partner = name, Page = Of($"holdings {partner}  ", height, []) }));
        yield return new($"tokens of {partner}", view => HeldTokensQuery.Held(view, new() { Partner = name }, Page($"held {name}")));
        yield return new($"liens of {partner}", view => LiensQuery.Liens(view, new() { Financier = name }, Page("liens")));
        yield return new($"debts of {partner}", view => LiensQuery.Liens(view, new() { Debtor = name }, Page("liens")));
        yield return new($"shipments of {partner}", view => ShipmentQuery.Of(view, new() { Partner = name }, Page("shipments")));
        yield return new($"mandates of {partner}", view => MandatesQuery.Of(view, new() { Owner = name }));
        yield return new($"partner {partner}", view => PartnerQuery.One(view, new() { Partner = name }));
    }

    private static IEnumerable<Question> OfCatalogue(IndexView view)
    {
        foreach (var record in Rows(view, EntityKind.Product).Select(row => ProductRecord.Read(row.Value)))
        {
            var gtin = TokenIdentity.FormatGtin(record.Gtin);
            yield return new($"product {gtin}", then => CatalogueQuery.Product(then, new() { Gtin = gtin }));
            yield return new($"serials of {gtin}", then => KnownSerialsQuery.Known(then, new() { Gtin = gtin, Serials = { "1x0x0", "1x3x0", "nobody" } }));
        }

        foreach (var record in Rows(view, EntityKind.Lot).Select(row => LotRecord.Read(row.Value)))
        {
            var (gtin, code) = (TokenIdentity.FormatGtin(record.Gtin), record.Code);
            yield return new($"lot {code}", then => CatalogueQuery.Lot(then, new() { Gtin = gtin, Lot = code }));
            yield return Scope($"scope of lot {code}", new() { Gtin = gtin, Lot = code });
        }
    }

    private static IEnumerable<Question> OfIds(IndexView view)
    {
        foreach (var (key, value) in Rows(view, EntityKind.Hold))
        {
            var (id, word) = (Number(key), HoldRecord.Read(value).Word);
            yield return new($"hold {id}", then => HoldQuery.One(then, new() { Hold = id }));
            if (word.Kind == HoldKind.Recall) yield return Scope($"scope of recall {id}, a {word.Scope}'s", new() { Recall = id });
        }

        foreach (var (key, _) in Rows(view, EntityKind.Shipment))
        {
            var id = Number(key);
            yield return new($"shipment {id}", then => ShipmentQuery.One(then, new() { Shipment = id }));
        }

        foreach (var root in Rows(view, EntityKind.Anchor).Select(row => AnchorRecord.Read(row.Value).MerkleRoot).Distinct())
        {
            var request = new AnchorRequest { MerkleRoot = ByteString.CopyFrom(root.Span) };
            yield return new(
                $"anchors of {root}",
                then => AnchorQuery.Of(then, new(request) { Page = First() }),
                (then, height) => AnchorQuery.Of(then, new(request) { Page = Of($"anchor {root}", height, [.. root.Span, .. new byte[sizeof(ulong) + sizeof(uint)]]) }));
        }
    }

    private static IEnumerable<Question> Whole() =>
    [
        new("all liens", view => LiensQuery.Liens(view, new(), Page("liens"))),
        new("all holds", view => HoldQuery.All(view, new() { IncludeLifted = true }, Page("holds"))),
        new("all partners", view => PartnerQuery.All(view, Page("partners"))),
        new("council", CouncilQuery.Of),
        new("markets", MarketsQuery.All),
        new("alerts", view => AlertsQuery.Alerts(view, Page("alerts"))),
    ];

    private static Question Scope(string name, RecallScopeRequest request) => new(
        name,
        view => RecallScopeQuery.Scope(view, new(request) { Page = First() }),
        (view, height) => RecallScopeQuery.Scope(view, new(request) { Page = Of($"recall {request.Recall} {request.Gtin} {request.Lot}", height, new byte[sizeof(uint)]) }));

    /// <summary>Every token of every run, and the containers.</summary>
    public static IEnumerable<TokenId> Tokens(IndexView view, IReadOnlyList<TokenId> containers) => Rows(view, EntityKind.Run)
        .SelectMany(row => TokensOf(new RunId(Number(row.Key)), RunRecord.Read(row.Value).Word))
        .Concat(containers);

    private static IEnumerable<TokenId> TokensOf(RunId run, RunWord word) =>
        from level in new[] { TokenLevel.Unit, TokenLevel.Case, TokenLevel.Pallet, TokenLevel.Run }
        from index in Enumerable.Range(0, level == TokenLevel.Run ? 1 : (int)RunLayout.Population(word, level))
        select level == TokenLevel.Run ? TokenId.RootOf(run) : TokenId.Of(run, level, (uint)index);

    /// <summary>All rows of a kind.</summary>
    public static List<(byte[] Key, byte[] Value)> Rows(IndexView view, EntityKind kind)
    {
        using var rows = view.Iterate(kind, []);
        var found = new List<(byte[], byte[])>();
        for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next()) found.Add((rows.Key.ToArray(), rows.Value.ToArray()));
        return found;
    }

    private static IEnumerable<PartnerId> Partners(IndexView view) => Rows(view, EntityKind.Partner).Select(row => new PartnerId(Number(row.Key)));

    private static uint Number(byte[] key) => BinaryPrimitives.ReadUInt32BigEndian(key);

    private static PageRequest Page(string scope) => new(WholePage, null, scope);

    private static Page First() => new() { Size = WholePage };

    // What a caller has that got its first page when the height was the newest, before anything was told.
    private static Page Of(string scope, ulong height, byte[] position) => new() { Size = WholePage, Token = new PageToken(height, position).Encode(scope) };
}
