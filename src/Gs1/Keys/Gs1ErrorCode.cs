namespace Ledger.Gs1.Keys;

/// <summary>The stable codes of <see cref="Gs1Error"/>. A code never changes its meaning; new ones may be added.</summary>
public static class Gs1ErrorCode
{
    /// <summary>Nothing where something is required.</summary>
    public const string Empty = "GS1_EMPTY";

    /// <summary>Too short, too long, or not of the one length allowed.</summary>
    public const string Length = "GS1_LENGTH";

    /// <summary>A character that the field's character set doesn't have.</summary>
    public const string Charset = "GS1_CHARSET";

    /// <summary>The check digit or check character pair doesn't agree with the rest.</summary>
    public const string CheckDigit = "GS1_CHECK_DIGIT";

    /// <summary>A key of zeros only, which is never issued.</summary>
    public const string ZeroKey = "GS1_ZERO_KEY";

    /// <summary>A date or time that isn't in the calendar.</summary>
    public const string Date = "GS1_DATE";

    /// <summary>A value outside the ones its standard lists, such as a country code.</summary>
    public const string Value = "GS1_VALUE";

    /// <summary>No application identifier starts with these digits.</summary>
    public const string AiUnknown = "GS1_AI_UNKNOWN";

    /// <summary>The same application identifier twice with different values.</summary>
    public const string AiRepeated = "GS1_AI_REPEATED";

    /// <summary>Application identifiers that must not, or only together, occur in one message.</summary>
    public const string AiPairing = "GS1_AI_PAIRING";

    /// <summary>Brackets, separators or symbology identifier out of place.</summary>
    public const string Syntax = "GS1_SYNTAX";

    /// <summary>More elements or characters than the named bound.</summary>
    public const string TooMany = "GS1_TOO_MANY";

    /// <summary>An EPC URN is asked for and the length of the company prefix isn't known.</summary>
    public const string PrefixUnknown = "GS1_PREFIX_UNKNOWN";

    /// <summary>A company prefix length outside 6 to 12, or an EPC whose parts have other lengths than its scheme demands.</summary>
    public const string PrefixLength = "GS1_PREFIX_LENGTH";

    /// <summary>A company prefix list that can't be read.</summary>
    public const string PrefixList = "GS1_PREFIX_LIST";

    /// <summary>A valid key, but of another kind than the one asked for.</summary>
    public const string KeyKind = "GS1_KEY_KIND";

    /// <summary>Not a URI of the kind expected, or an EPC scheme that isn't known.</summary>
    public const string Uri = "GS1_URI";

    /// <summary>A percent sign without two hexadecimal digits, or an escape of a character that isn't allowed.</summary>
    public const string Escape = "GS1_ESCAPE";

    /// <summary>A Digital Link URI without a primary key, or with qualifiers out of order.</summary>
    public const string DigitalLink = "GS1_DIGITAL_LINK";
}
