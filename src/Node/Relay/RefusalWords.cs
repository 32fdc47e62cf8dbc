using System.Collections.Frozen;
using System.Globalization;
using Ledger.Contracts.Words;

namespace Ledger.Node.Relay;

/// <summary>Puts arguments of custom errors into words, where their name says what they are.</summary>
internal static class RefusalWords
{
    private static readonly FrozenSet<string> Times = new[]
    {
        "deadline", "time", "until", "noticeEnds", "maturity", "lapses", "readyAt", "expiresAt", "expiry",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>An argument in words; as it is where there are none.</summary>
    /// <param name="name">The argument's name in the ABI.</param>
    /// <param name="value">Its value in decimal.</param>
    public static string Of(string name, string value)
    {
        if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return value;
        if (Times.Contains(name)) return TimeText(number);
        return string.Equals(name, "status", StringComparison.Ordinal) && number <= byte.MaxValue ? StatusText((TokenStatus)number) : value;
    }

    /// <summary>A time in UTC; the number where no calendar has it.</summary>
    public static string TimeText(ulong seconds) => seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : $"{seconds}";

    /// <summary>A token's status.</summary>
    public static string StatusText(TokenStatus status) => status switch
    {
        TokenStatus.Active => "active",
        TokenStatus.InTransit => "in transit",
        TokenStatus.Dispensed => "dispensed",
        TokenStatus.Destroyed => "destroyed",
        TokenStatus.Exported => "exported",
        TokenStatus.Consumed => "used up in another product",
        TokenStatus.Lost => "reported lost",
        TokenStatus.Stolen => "reported stolen",
        _ => $"in the status {(byte)status}",
    };
}
