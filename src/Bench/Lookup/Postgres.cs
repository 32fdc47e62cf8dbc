using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Ledger.Bench.Lookup;

/// <summary>PostgreSQL on this machine, started in a folder of its own for the measurement: prepared lookups by a primary key of GTIN and serial.</summary>
internal static partial class Postgres
{
    private const string Package = "postgresql-15";
    private const string Programs = "/usr/lib/postgresql/15/bin";

    /// <summary>Who runs it when this is root, which it refuses to be run by.</summary>
    private const string UnprivilegedUser = "postgres";

    private const long Gtin = 9_506_000_134_352;

    /// <summary>Fills a table and looks units up.</summary>
    /// <returns>Answers a second of all clients together.</returns>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static double Measure(long units, int clients, TimeSpan duration, TextWriter progress)
    {
        using var folder = new BenchFolder(null);
        var user = Environment.IsPrivilegedProcess ? UnprivilegedUser : null;
        if (user is not null) PeerProcess.Run("chown", "coreutils", [user, folder.Path]);
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var data = Path.Combine(folder.Path, "data");
        PeerProcess.Run($"{Programs}/initdb", Package, ["-D", data, "-U", "bench", "--auth=trust", "--no-sync"], user);
        var options = $"-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=512MB -c max_wal_size=4GB -p {port}";
        PeerProcess.Run($"{Programs}/pg_ctl", Package, ["-D", data, "-w", "-l", Path.Combine(folder.Path, "log"), "-o", options, "start"], user);
        try
        {
            string[] client = ["-h", "127.0.0.1", "-p", port, "-U", "bench"];
            PeerProcess.Run($"{Programs}/psql", Package, [.. client, "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-c", Fill(units)], user);
            PeerProcess.Run($"{Programs}/vacuumdb", Package, [.. client, "-d", "postgres", "-z", "-q"], user);
            var script = Path.Combine(folder.Path, "lookup.sql");
            File.WriteAllText(script, $"\\set number random(0, {units - 1})\nSELECT token, owner FROM unit WHERE gtin = {Gtin} AND serial = lpad((:number::bigint * 7919)::text, 20, '0');\n");
            string[] load = [.. client, "-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", $"{clients}", "-T", $"{(int)duration.TotalSeconds}", "postgres"];
            PeerProcess.Run($"{Programs}/pgbench", Package, load, user);
            var output = PeerProcess.Run($"{Programs}/pgbench", Package, load, user);
            var rate = double.Parse(Rate().Match(output).Groups["rate"].ValueSpan, CultureInfo.InvariantCulture);
            progress.WriteLine($"PostgreSQL: {rate:N0} answers/s with {clients} clients");
            return Math.Round(rate);
        }
        finally
        {
            PeerProcess.Run($"{Programs}/pg_ctl", Package, ["-D", data, "-w", "-m", "immediate", "stop"], user);
        }
    }

    private static string Fill(long units) =>
        $"CREATE UNLOGGED TABLE unit (gtin bigint, serial text, token bigint, owner integer);"
        + $"INSERT INTO unit SELECT {Gtin}, lpad((number * 7919)::text, 20, '0'), number, number % 600 FROM generate_series(0, {units - 1}::bigint) AS number;"
        + "ALTER TABLE unit ADD PRIMARY KEY (gtin, serial)";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^tps = (?<rate>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rate();
}
