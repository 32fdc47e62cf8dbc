using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Messages;

namespace Ledger.Cli.Output;

/// <summary>Values as people read them.</summary>
internal static class Words
{
    private const ulong LastSecond = 253_402_300_799;

    public static string Time(ulong seconds) =>
        seconds == 0 ? "" : DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, LastSecond)).ToString("yyyy-MM-dd HH:mm:ss");

    public static string Token(ulong id) => id == 0 ? "" : MessageText.Token(id);

    public static string Hex(ByteString? bytes) => bytes is null || bytes.IsEmpty ? "" : $"0x{Convert.ToHexStringLower(bytes.Span)}";

    public static string Minute(ulong seconds) => Time(seconds) is { Length: > 16 } time ? time[..16] : "";

    /// <summary>The day of a moment.</summary>
    public static string Day(ulong seconds) => Time(seconds) is { Length: > 10 } time ? time[..10] : "";

    /// <summary>A time in its greatest whole unit.</summary>
    public static string Duration(ulong seconds) => seconds switch
    {
        > 0 when seconds % 86_400 == 0 => Counted(seconds / 86_400, "day"),
        > 0 when seconds % 3_600 == 0 => Counted(seconds / 3_600, "hour"),
        > 0 when seconds % 60 == 0 => Counted(seconds / 60, "minute"),
        _ => Counted(seconds, "second"),
    };

    public static string Verdict(Verdict verdict) => Upper($"{verdict}");

    public static string Reason(VerdictReason reason) => Upper($"{reason}");

    private static string Counted(ulong count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")}";

    private static string Upper(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
