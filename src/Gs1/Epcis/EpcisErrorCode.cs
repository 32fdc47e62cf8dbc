namespace Ledger.Gs1.Epcis;

/// <summary>The stable codes of <see cref="EpcisError"/>, besides those of GS1 keys, which are passed on as they are.</summary>
public static class EpcisErrorCode
{
    /// <summary>Not UTF-8.</summary>
    public const string Encoding = "EPCIS_ENCODING";

    /// <summary>Not JSON: cut off, a property twice, or a syntax error.</summary>
    public const string Json = "EPCIS_JSON";

    /// <summary>More bytes, events or identifiers, or deeper nesting, than the named bound.</summary>
    public const string TooMany = "EPCIS_TOO_MANY";

    /// <summary>JSON, but no EPCIS document, event or list of events.</summary>
    public const string NotEpcis = "EPCIS_NOT_EPCIS";

    /// <summary>A schema version other than 2.x.</summary>
    public const string Version = "EPCIS_VERSION";

    /// <summary>A required field is missing.</summary>
    public const string Missing = "EPCIS_MISSING";

    /// <summary>A field has another JSON type than the standard says.</summary>
    public const string Type = "EPCIS_TYPE";

    /// <summary>An event type that the standard doesn't have.</summary>
    public const string EventType = "EPCIS_EVENT_TYPE";

    /// <summary>An action other than ADD, OBSERVE and DELETE.</summary>
    public const string Action = "EPCIS_ACTION";

    /// <summary>Not a date and time with an offset, or not an offset.</summary>
    public const string Time = "EPCIS_TIME";

    /// <summary>A quantity that is negative or too large.</summary>
    public const string Quantity = "EPCIS_QUANTITY";
}
