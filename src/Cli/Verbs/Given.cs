using System.Globalization;
using System.Text;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>Reads what people type: dates, hashes, names of codes.</summary>
internal static class Given
{
    /// <summary>Reads a date.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static DateOnly Date(string text, string field) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no date.", "Write it as yyyy-mm-dd.", field);

    /// <summary>Reads a date or a moment, in UTC.</summary>
    /// <exception cref="LedgerException">It is neither.</exception>
    public static DateTimeOffset Moment(string text, string field)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no date or time.", "Write it as yyyy-mm-dd or yyyy-mm-ddThh:mm:ssZ.", field);
    }

    /// <summary>A number of days as a time.</summary>
    /// <param name="days">The number, perhaps with a fraction.</param>
    /// <param name="field">The option.</param>
    /// <param name="maximum">The most that the ledger takes.</param>
    /// <exception cref="LedgerException">It is negative, too much, or no number.</exception>
    public static TimeSpan Days(double days, string field, int maximum) => days >= 0 && days <= maximum
        ? TimeSpan.FromDays(days)
        : throw new LedgerException(
            ErrorCode.ArgumentInvalid,
            string.Create(CultureInfo.InvariantCulture, $"{days} days is no time that can be agreed upon."),
            string.Create(CultureInfo.InvariantCulture, $"Give 0 to {maximum:N0}; a fraction is fine."),
            field);

    /// <summary>Reads a 32-byte hash; zero if there is none.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static Bytes32 Hash(string? text, string field)
    {
        if (text is null) return default;
        return Bytes32.TryParse(text, out var hash) ? hash : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no 32-byte hash.", "Write it as 0x and 64 hexadecimal digits.", field);
    }

    /// <summary>Reads the name of a code, as <c>concealed-shortage</c>, or its number.</summary>
    /// <exception cref="LedgerException">There is no such code.</exception>
    public static T Code<T>(string text, string field)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Where(n => !string.Equals(n, "None", StringComparison.Ordinal)).ToDictionary(Dashed, Enum.Parse<T>, StringComparer.OrdinalIgnoreCase);
        if (names.TryGetValue(text, out var named)) return named;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && names.Values.Any(v => Convert.ToInt32(v, CultureInfo.InvariantCulture) == number))
        {
            return (T)Enum.ToObject(typeof(T), number);
        }

        throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no {field}.", $"Say one of: {string.Join(", ", names.Keys)}.", field);
    }

    /// <summary>A name as people type it: <c>ConcealedShortage</c> is <c>concealed-shortage</c>.</summary>
    public static string Dashed(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
