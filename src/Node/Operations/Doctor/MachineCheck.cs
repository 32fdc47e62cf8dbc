using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Native.Loading;
using Ledger.Native.RocksDb;
using Ledger.Native.Secp256k1;
using Ledger.Native.Sodium;
using Ledger.Node.Embedded;

namespace Ledger.Node.Operations.Doctor;

/// <summary>Looks at what the machine must have: native libraries, the embedded chain's binary, free ports.</summary>
internal static class MachineCheck
{
    // The blocks that a node's log holds were made by this release, and must come out the same again.
    private const string AnvilRelease = "1.7.1";
    private const string LibraryPrefix = "library ";
    private static readonly TimeSpan AnvilTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether a finding is about a native library.</summary>
    public static bool IsLibrary(Finding finding) => finding.Subject.StartsWith(LibraryPrefix, StringComparison.Ordinal);

    /// <summary>Uses each native library once.</summary>
    public static IEnumerable<Finding> Libraries() =>
    [
        Library("RocksDB", static () => new BlockCache(1 << 20).Dispose()),
        Library("libsodium", static () => SecureBytes.FillRandom(new byte[1])),
        Library("libsecp256k1", static () => Secp256k1.IsValidPrivateKey(new byte[32])),
    ];

    /// <summary>Finds the embedded chain's binary and asks its version.</summary>
    public static async Task<Finding> AnvilAsync(string? configuredPath, CancellationToken cancellationToken)
    {
        const string subject = "anvil";
        try
        {
            var path = AnvilBinary.Find(configuredPath, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
            var version = await VersionAsync(path, cancellationToken);
            return version.Contains(AnvilRelease, StringComparison.Ordinal)
                ? Finding.Ok(subject, $"{version} at '{path}'")
                : Finding.Warning(subject, $"'{path}' is '{version}', and {AnvilRelease} is what chains were tested with: run 'npm ci' in contracts-solidity, or unset {AnvilBinary.PathVariable}.");
        }
        catch (EmbeddedChainSetupException exception)
        {
            return Finding.Failure(subject, exception.Message);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Failure(subject, $"It does not run: {exception.Message} Install it for this machine: run 'npm ci' in contracts-solidity.");
        }
    }

    /// <summary>Listens on a port for a moment.</summary>
    public static Finding Port(string subject, IPAddress bind, int port, string option)
    {
        try
        {
            using var listener = new TcpListener(bind, port);
            listener.Start();
            return Finding.Ok(subject, port == 0 ? "any free one" : $"{port} is free");
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            return Finding.Failure(subject, $"This machine does not have the address {bind}: give one that it has with --bind.");
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AccessDenied)
        {
            return Finding.Failure(subject, $"This user may not listen on {port}: give a port from 1024 on with {option}.");
        }
        catch (SocketException exception)
        {
            return Finding.Failure(subject, $"{port} cannot be had ({exception.SocketErrorCode}): stop the program that has it, or give another with {option}.");
        }
    }

    private static Finding Library(string name, Action use)
    {
        try
        {
            use();
            return Finding.Ok(LibraryPrefix + name, "loads");
        }
        catch (Exception exception) when (Missing(exception) is { } missing)
        {
            return Finding.Failure(LibraryPrefix + name, missing.Message);
        }
    }

    private static NativeLibraryMissingException? Missing(Exception? exception) => exception switch
    {
        NativeLibraryMissingException missing => missing,
        TypeInitializationException => Missing(exception.InnerException),
        _ => null,
    };

    private static async Task<string> VersionAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnvilTimeout);
        using var process = Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        try
        {
            var first = await process.StandardOutput.ReadLineAsync(limit.Token) ?? "";
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return first.Trim();
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
