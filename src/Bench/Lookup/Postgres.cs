using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Bench.Peers;

namespace Ledger.Bench.Lookup;

/// <summary>PostgreSQL on this machine, started in a folder of its own for the measurement: prepared lookups by a primary key of GTIN and serial.</summary>
internal static partial class Postgres
{
    private const long Gtin = 9_506_000_134_352;

    /// <summary>Fills a table and looks units up.</summary>
    /// <returns>Answers a second of all clients together.</returns>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static double Measure(long units, int clients, TimeSpan duration, TextWriter progress)
    {
        using var server = PostgresServer.Start();
        server.Query(Fill(units));
        server.RunClient("vacuumdb", "-d", "postgres", "-z", "-q");
        var script = server.PathOf("lookup.sql");
        File.WriteAllText(script, $"\\set number random(0, {units - 1})\nSELECT token, owner FROM unit WHERE gtin = {Gtin} AND serial = lpad((:number::bigint * 7919)::text, 20, '0');\n");
        string[] load = ["-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", $"{clients}", "-T", $"{(int)duration.TotalSeconds}", "postgres"];
        server.RunClient("pgbench", load);
        var output = server.RunClient("pgbench", load);
        var rate = double.Parse(Rate().Match(output).Groups["rate"].ValueSpan, CultureInfo.InvariantCulture);
        progress.WriteLine($"PostgreSQL: {rate:N0} answers/s with {clients} clients");
        return Math.Round(rate);
    }

    private static string Fill(long units) =>
        $"CREATE UNLOGGED TABLE unit (gtin bigint, serial text, token bigint, owner integer);"
        + $"INSERT INTO unit SELECT {Gtin}, lpad((number * 7919)::text, 20, '0'), number, number % 600 FROM generate_series(0, {units - 1}::bigint) AS number;"
        + "ALTER TABLE unit ADD PRIMARY KEY (gtin, serial)";

    [GeneratedRegex(@"^tps = (?<rate>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rate();
}
