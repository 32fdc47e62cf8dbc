using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ledger.Rpc.Tests.Interop;

/// <summary>A script of tests/Rpc.Interop run by Node.js. Fails with the cure when Node.js or its packages are missing.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static NodeProcess Start(string script, params string[] arguments)
    {
        string folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@grpc", "grpc-js")))
            throw new InvalidOperationException($"The packages of {folder} are not installed: run 'npm ci' there.");
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(script);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return new NodeProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("Node.js is not installed, or 'node' is not on the PATH: install Node.js 20 or newer.", e);
        }
    }

    /// <summary>The next line, or null when the script has ended well.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        string? line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line is not null)
            return line;
        await _process.WaitForExitAsync(cancellationToken);
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"The script ended with {_process.ExitCode}: {await _errors}");
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Rpc.Interop"));
}
