using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Bench.Peers;

/// <summary>A PostgreSQL of its own in a temporary folder, on a free port of the loopback address; it goes with this object.</summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>The Debian package.</summary>
    public const string Package = "postgresql-15";

    /// <summary>The database that every cluster has.</summary>
    public const string DefaultDatabase = "postgres";

    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string Role = "bench";
    private const int StartTimeoutSeconds = 60;

    /// <summary>Who runs it when this is root, which it refuses to be run by.</summary>
    private const string UnprivilegedUser = "postgres";

    private readonly BenchFolder _folder;
    private readonly string _port;
    private readonly string? _user;
    private readonly IDisposable _interruption;

    private PostgresServer(BenchFolder folder, string port, string? user)
    {
        (_folder, _port, _user) = (folder, port, user);
        _interruption = Interruption.Before(Stop);
    }

    private string DataPath => Path.Combine(_folder.Path, "data");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static PostgresServer Start()
    {
        var folder = new BenchFolder(null);
        try
        {
            var user = Environment.IsPrivilegedProcess ? UnprivilegedUser : null;
            PeerProcess.Require($"{Programs}/initdb", Package);
            if (user is not null) PeerProcess.Run("chown", "coreutils", [user, folder.Path]);
            var server = new PostgresServer(folder, FreePort().ToString(CultureInfo.InvariantCulture), user);
            server.Run("initdb", "-D", server.DataPath, "-U", Role, "--auth=trust", "--no-sync");
            var options = $"-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=512MB -c max_wal_size=4GB -p {server._port}";
            server.Run("pg_ctl", "-D", server.DataPath, "-w", "-t", $"{StartTimeoutSeconds}", "-l", Path.Combine(folder.Path, "log"), "-o", options, "start");
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A database as a connection string.</summary>
    public string ConnectionString(string database) => $"postgresql://{Role}@127.0.0.1:{_port}/{database}";

    /// <summary>Makes a cluster for Ponder and starts it.</summary>
    /// <returns>Null, said to the progress, where Ponder or PostgreSQL cannot be had.</returns>
    public static PostgresServer? TryStartForPonder(TextWriter progress)
    {
        try
        {
            PonderApplication.Require();
            return Start();
        }
        catch (Exception problem) when (problem is PeerMissingException or InvalidOperationException)
        {
            progress.WriteLine($"Ponder is left out. {problem.Message}");
            return null;
        }
    }

    /// <summary>Runs SQL.</summary>
    /// <returns>What it printed, without decoration.</returns>
    public string Query(string sql, string database = DefaultDatabase) => RunClient("psql", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt", "-c", sql).Trim();

    /// <summary>Runs one of its client programs.</summary>
    public string RunClient(string program, params string[] arguments) => Run(program, ["-h", "127.0.0.1", "-p", _port, "-U", Role, .. arguments]);

    /// <summary>A path in the cluster's folder, for a file that its programs read.</summary>
    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    /// <summary>A free port of the loopback address.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interruption.Dispose();
        Stop();
    }

    private void Stop()
    {
        if (File.Exists(Path.Combine(DataPath, "postmaster.pid"))) Run("pg_ctl", "-D", DataPath, "-w", "-m", "immediate", "stop");
        _folder.Dispose();
    }

    private string Run(string program, params string[] arguments) => PeerProcess.Run($"{Programs}/{program}", Package, arguments, _user);
}
