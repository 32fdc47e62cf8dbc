using System.Globalization;
using System.Text.Json;
using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Epcis;

/// <summary>Reads one event.</summary>
internal sealed class EventReader(EpcisLimits limits)
{
    /// <summary>The fields that have a place in <see cref="EpcisEvent"/>; all others are extensions.</summary>
    private static readonly HashSet<string> KnownFields = new(StringComparer.Ordinal)
    {
        "type", "eventID", "eventTime", "eventTimeZoneOffset", "action", "bizStep", "disposition", "readPoint", "bizLocation", "epcList",
        "quantityList", "parentID", "childEPCs", "childQuantityList", "inputEPCList", "inputQuantityList", "outputEPCList",
        "outputQuantityList", "transformationID", "bizTransactionList", "sourceList", "destinationList", "ilmd", "errorDeclaration",
    };

    public EpcisEvent Read(JsonCursor json)
    {
        json.AsObject();
        var type = ReadType(json.Require("type"));
        var action = ReadAction(json, type);
        var hasParent = type is EpcisEventType.AggregationEvent or EpcisEventType.AssociationEvent;
        // Only an observation may leave open which container it was (EPCIS 2.0, section 7.4.3).
        if (hasParent && action != EpcisAction.Observe) json.Require("parentID");
        return new()
        {
            Type = type,
            EventId = json.Find("eventID")?.AsText(),
            EventTime = json.Require("eventTime").AsTime(),
            EventTimeZoneOffset = json.Require("eventTimeZoneOffset").AsOffset(),
            Action = action,
            BizStep = json.Find("bizStep")?.AsWord(),
            Disposition = json.Find("disposition")?.AsWord(),
            ReadPoint = Place(json, "readPoint"),
            BizLocation = Place(json, "bizLocation"),
            EpcList = Identifiers(json, "epcList"),
            QuantityList = Quantities(json, "quantityList"),
            ParentId = json.Find("parentID")?.AsIdentifier(),
            ChildEpcs = Identifiers(json, "childEPCs"),
            ChildQuantityList = Quantities(json, "childQuantityList"),
            InputEpcList = Identifiers(json, "inputEPCList"),
            InputQuantityList = Quantities(json, "inputQuantityList"),
            OutputEpcList = Identifiers(json, "outputEPCList"),
            OutputQuantityList = Quantities(json, "outputQuantityList"),
            TransformationId = json.Find("transformationID")?.AsText(),
            BizTransactionList = List(json, "bizTransactionList", Transaction),
            SourceList = List(json, "sourceList", entry => Endpoint(entry, "source")),
            DestinationList = List(json, "destinationList", entry => Endpoint(entry, "destination")),
            MasterData = json.Find("ilmd") is { } ilmd ? MasterData(ilmd.AsObject()) : null,
            ErrorDeclaration = json.Find("errorDeclaration") is { } declaration ? Declaration(declaration.AsObject()) : null,
            Extensions = Fields(json, name => !KnownFields.Contains(name)),
        };
    }

    private static EpcisEventType ReadType(JsonCursor json) => json.AsText() switch
    {
        nameof(EpcisEventType.ObjectEvent) => EpcisEventType.ObjectEvent,
        nameof(EpcisEventType.AggregationEvent) => EpcisEventType.AggregationEvent,
        nameof(EpcisEventType.TransactionEvent) => EpcisEventType.TransactionEvent,
        nameof(EpcisEventType.TransformationEvent) => EpcisEventType.TransformationEvent,
        nameof(EpcisEventType.AssociationEvent) => EpcisEventType.AssociationEvent,
        _ => throw json.Fail(
            EpcisErrorCode.EventType,
            "The event type isn't one of EPCIS 2.0.",
            $"Give one of {string.Join(", ", Enum.GetNames<EpcisEventType>())}."),
    };

    private static EpcisAction? ReadAction(JsonCursor json, EpcisEventType type)
    {
        if (type == EpcisEventType.TransformationEvent) return null;
        var action = json.Require("action");
        return action.AsText() switch
        {
            "ADD" => EpcisAction.Add,
            "OBSERVE" => EpcisAction.Observe,
            "DELETE" => EpcisAction.Delete,
            _ => throw action.Fail(EpcisErrorCode.Action, "The action isn't one of EPCIS 2.0.", "Give ADD, OBSERVE or DELETE."),
        };
    }

    private static Gs1Identifier? Place(JsonCursor json, string name) => json.Find(name)?.AsObject().Require("id").AsIdentifier();

    private IReadOnlyList<T> List<T>(JsonCursor json, string name, Func<JsonCursor, T> read) =>
        json.Find(name)?.AsList(limits.ListEntries, read) ?? [];

    private IReadOnlyList<Gs1Identifier> Identifiers(JsonCursor json, string name) => List(json, name, entry => entry.AsIdentifier());

    private IReadOnlyList<EpcisQuantity> Quantities(JsonCursor json, string name) => List(json, name, entry => new EpcisQuantity(
        entry.AsObject().Require("epcClass").AsIdentifier(), entry.Find("quantity")?.AsQuantity(), entry.Find("uom")?.AsText()));

    private static EpcisBusinessTransaction Transaction(JsonCursor entry) =>
        new(entry.AsObject().Find("type")?.AsWord(), entry.Require("bizTransaction").AsText());

    private static EpcisEndpoint Endpoint(JsonCursor entry, string name) =>
        new(entry.AsObject().Require("type").AsWord(), entry.Require(name).AsIdentifier());

    private static EpcisMasterData MasterData(JsonCursor json)
    {
        var lot = json.Find("cbvmda:lotNumber") ?? json.Find("lotNumber");
        var expiry = json.Find("cbvmda:itemExpirationDate") ?? json.Find("itemExpirationDate");
        return new(lot?.AsLiteral(), expiry is { } date ? Day(date) : null, Fields(json, _ => true));
    }

    private static DateOnly Day(JsonCursor json)
    {
        // The vocabulary allows a date and a date with time; the day is what counts.
        var text = json.AsLiteral();
        return text.Length >= 10
            && (text.Length == 10 || text[10] is 'T' or 'Z' or '+' or '-')
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw json.Fail(EpcisErrorCode.Time, "The expiry is no date.", "Write it as in 2026-01-31.");
    }

    private EpcisErrorDeclaration Declaration(JsonCursor json) => new(
        json.Require("declarationTime").AsTime(),
        json.Find("reason")?.AsWord(),
        List(json, "correctiveEventIDs", entry => entry.AsText()));

    private static Dictionary<string, JsonElement> Fields(JsonCursor json, Func<string, bool> isWanted)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in json.Value.EnumerateObject())
        {
            // Clones live on when the document's pooled memory is given back.
            if (isWanted(property.Name)) fields[property.Name] = property.Value.Clone();
        }

        return fields;
    }
}
