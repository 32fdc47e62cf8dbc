using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Bench;

/// <summary>Chooses a benchmark by name and prints its figures, as a table or as JSON.</summary>
internal static partial class BenchmarkCommand
{
    private const int UsageError = 2;
    private const int Unavailable = 69;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Runs the command line.</summary>
    /// <returns>0, also after help; 2 for a command line that cannot be understood; 69 when a peer is not installed.</returns>
    public static int Run(string[] arguments, IReadOnlyList<IBenchmark> benchmarks, TextWriter output, TextWriter error)
    {
        var benchmark = benchmarks.FirstOrDefault(benchmark => arguments is [var name, ..] && string.Equals(name, benchmark.Name, StringComparison.Ordinal));
        var asksForHelp = arguments.Any(argument => argument is "--help" or "-h");
        if (benchmark is null)
        {
            var help = asksForHelp ? output : error;
            help.WriteLine("usage: ledger bench NAME [--json] [options]");
            foreach (var known in benchmarks) help.WriteLine($"  {known.Name,-10} {known.Usage}");
            return asksForHelp ? 0 : UsageError;
        }

        if (asksForHelp)
        {
            output.WriteLine($"usage: ledger bench {benchmark.Name} [--json] {benchmark.Usage}");
            return 0;
        }

        try
        {
            var options = new BenchmarkArguments(arguments[1..], ["json", .. OptionNames().Matches(benchmark.Usage).Select(option => option.Groups["name"].Value)]);
            var figures = benchmark.Run(options, error);
            if (options.Has("json")) output.WriteLine(JsonSerializer.Serialize(figures, Json));
            else WriteTable(figures, output);
            return 0;
        }
        catch (Peers.PeerMissingException missing)
        {
            error.WriteLine($"ledger bench {benchmark.Name}: {missing.Message}");
            return Unavailable;
        }
        catch (FormatException problem)
        {
            error.WriteLine($"ledger bench {benchmark.Name}: {problem.Message}");
            error.WriteLine($"  {benchmark.Usage}");
            return UsageError;
        }
    }

    // A benchmark's options are those that its usage names.
    [GeneratedRegex(@"\[--(?<name>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OptionNames();

    private static void WriteTable(IReadOnlyList<BenchmarkFigure> figures, TextWriter output)
    {
        output.WriteLine($"{"figure",-44} {"ours",14} {"peer",14} {"ratio",8}  {"target",-16} {"unit",-12} peer");
        foreach (var figure in figures)
        {
            output.WriteLine(
                $"{figure.Name,-44} {figure.Ours,14:N2} {figure.Peer,14:N2} {figure.Ratio,8:N2}  {figure.Target,-16} {figure.Unit,-12} {figure.PeerName}");
        }
    }
}
