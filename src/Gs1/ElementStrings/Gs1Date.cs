namespace Ledger.Gs1.ElementStrings;

/// <summary>Dates of six digits, YYMMDD, as element strings carry them.</summary>
public static class Gs1Date
{
    private const int CenturyYears = 100;
    private const int WindowYears = 50;

    /// <summary>Reads a date of six digits.</summary>
    /// <param name="text">YYMMDD; day 00 means the last day of the month (General Specifications, section 3.4).</param>
    /// <param name="today">Decides the century: the year meant is from 49 years back to 50 years ahead (section 7.12).</param>
    /// <param name="date">The date, or the default value.</param>
    /// <returns>False if the text has another form or isn't in the calendar.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, DateOnly today, out DateOnly date)
    {
        date = default;
        if (text.Length != 6 || text.IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        var year = ResolveYear(int.Parse(text[..2]), today.Year);
        var (month, day) = (int.Parse(text[2..4]), int.Parse(text[4..]));
        if (year is < 1 or > 9999 || month is < 1 or > 12) return false;
        var last = DateTime.DaysInMonth(year, month);
        if (day > last) return false;
        date = new(year, month, day == 0 ? last : day);
        return true;
    }

    /// <summary>Writes a date as six digits.</summary>
    /// <param name="date">The date.</param>
    public static string Format(DateOnly date) => date.ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private static int ResolveYear(int twoDigits, int thisYear)
    {
        var difference = twoDigits - (thisYear % CenturyYears);
        var century = thisYear - (thisYear % CenturyYears);
        if (difference > WindowYears) century -= CenturyYears;
        else if (difference < -WindowYears + 1) century += CenturyYears;
        return century + twoDigits;
    }
}
