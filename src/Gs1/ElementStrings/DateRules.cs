using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>The content rules of dates and times.</summary>
internal static class DateRules
{
    /// <summary>Year, month, day; day 00 means that the month's last day is meant.</summary>
    public static Gs1Error? YyMmD0(ReadOnlySpan<char> data, string field) =>
        data[4..6] is "00" ? Month(data[2..4], 2, field) : YyMmDd(data, field);

    public static Gs1Error? YyMmDd(ReadOnlySpan<char> data, string field) =>
        // Between 1951 and 2099 a year of two digits is a leap year in its century exactly if it is one in this.
        Day(2000 + int.Parse(data[..2]), data[2..], 2, field);

    public static Gs1Error? YyyyMmDd(ReadOnlySpan<char> data, string field) =>
        int.Parse(data[..4]) is var year and > 0 ? Day(year, data[4..], 4, field) : NotInCalendar("year", data[..4], 0, field);

    public static Gs1Error? HhMi(ReadOnlySpan<char> data, string field) =>
        UpTo(data[..2], 23, "hour", field) ?? UpTo(data[2..], 59, "minute", field)?.At(2);

    public static Gs1Error? UpTo(ReadOnlySpan<char> data, int maximum, string unit, string field) =>
        int.Parse(data) <= maximum ? null : NotInCalendar(unit, data, 0, field);

    private static Gs1Error? Day(int year, ReadOnlySpan<char> monthAndDay, int position, string field)
    {
        if (Month(monthAndDay[..2], position, field) is { } error) return error;
        var day = int.Parse(monthAndDay[2..]);
        return day >= 1 && day <= DateTime.DaysInMonth(year, int.Parse(monthAndDay[..2]))
            ? null
            : NotInCalendar("day", monthAndDay[2..], position + 2, field);
    }

    private static Gs1Error? Month(ReadOnlySpan<char> month, int position, string field) =>
        int.Parse(month) is >= 1 and <= 12 ? null : NotInCalendar("month", month, position, field);

    private static Gs1Error NotInCalendar(string unit, ReadOnlySpan<char> found, int position, string field) =>
        new(Gs1ErrorCode.Date, field, position, $"There is no {unit} {found}.", "Give a date as in the calendar, year first.");
}
