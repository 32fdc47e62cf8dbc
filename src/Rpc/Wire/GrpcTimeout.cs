using System.Globalization;

namespace Ledger.Rpc.Wire;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    public const int MaxDigits = 8;

    private const long MaxValue = 99_999_999;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Reads a header. False for anything but 1 to 8 digits and one of the units H, M, S, m, u, n.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1)
            return false;
        if (!long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            return false;
        long? ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TicksPerMicrosecond,
            'n' => (value + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => null,
        };
        timeout = TimeSpan.FromTicks(ticks ?? 0);
        return ticks is not null;
    }

    /// <summary>Writes the header in the finest unit that fits in eight digits, rounding up; never below one microsecond.</summary>
    public static string Format(TimeSpan timeout)
    {
        long microseconds = Math.Max(1, DivideUp(timeout.Ticks, TicksPerMicrosecond));
        if (microseconds <= MaxValue)
            return Text(microseconds, 'u');
        long milliseconds = DivideUp(timeout.Ticks, TimeSpan.TicksPerMillisecond);
        if (milliseconds <= MaxValue)
            return Text(milliseconds, 'm');
        long seconds = DivideUp(timeout.Ticks, TimeSpan.TicksPerSecond);
        if (seconds <= MaxValue)
            return Text(seconds, 'S');
        long minutes = DivideUp(timeout.Ticks, TimeSpan.TicksPerMinute);
        return minutes <= MaxValue
            ? Text(minutes, 'M')
            : Text(DivideUp(timeout.Ticks, TimeSpan.TicksPerHour), 'H');
    }

    private static long DivideUp(long value, long by) => (value / by) + (value % by > 0 ? 1 : 0);

    private static string Text(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
}
