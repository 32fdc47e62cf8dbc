using System.Globalization;

namespace Ledger.Bench;

/// <summary>Options of the form <c>--name value</c> or <c>--name</c>.</summary>
internal sealed class BenchmarkArguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The words behind the benchmark's name.</param>
    /// <param name="known">The names of its options, without dashes.</param>
    /// <exception cref="FormatException">A word that is no option, or none of the benchmark's.</exception>
    public BenchmarkArguments(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) throw new FormatException($"'{arguments[i]}' is no option.");
            if (!known.Contains(arguments[i][2..], StringComparer.Ordinal)) throw new FormatException($"it has no option '{arguments[i]}'.");
            var hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            _options[arguments[i][2..]] = hasValue ? arguments[i + 1] : null;
            if (hasValue) i++;
        }
    }

    /// <summary>Whether an option is there.</summary>
    public bool Has(string name) => _options.ContainsKey(name);

    /// <summary>A text; null when the option is not there.</summary>
    /// <exception cref="FormatException">The option has no value.</exception>
    public string? Text(string name) =>
        !_options.TryGetValue(name, out var text) ? null : text ?? throw new FormatException($"--{name} takes a value.");

    /// <summary>A whole number in a range; 1e7 is one.</summary>
    /// <exception cref="FormatException">Another text or out of range.</exception>
    public int Number(string name, int missing, int min, int max)
    {
        if (!_options.TryGetValue(name, out var text)) return missing;
        return int.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new FormatException($"--{name} takes a number from {min} to {max}.");
    }
}
