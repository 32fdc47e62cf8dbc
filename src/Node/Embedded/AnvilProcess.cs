using System.Diagnostics;
using System.Globalization;

namespace Ledger.Node.Embedded;

/// <summary>One running anvil. It dies with this object, and with this process.</summary>
/// <remarks>
/// A thread of its own starts anvil and waits for its end. It has to be one thread from first to last: the kernel's
/// parent-death signal is sent when the starting thread ends, and a pool thread may end at any time.
/// </remarks>
internal sealed class AnvilProcess : IAsyncDisposable
{
    private const string ListeningPrefix = "Listening on ";
    private const int MaxErrorLines = 20;

    private readonly Process _process = new();
    private readonly OrphanGuard _guard;
    private readonly Queue<string> _errorLines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnding;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AnvilProcess(ProcessStartInfo startInfo, OrphanGuard guard)
    {
        _process.StartInfo = startInfo;
        _guard = guard;
    }

    /// <summary>The process id.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Starts anvil and waits until it listens.</summary>
    /// <param name="launch">The command line.</param>
    /// <param name="folderPath">The chain's folder.</param>
    /// <param name="guard">Remembers the process.</param>
    /// <param name="startTimeout">How long it may take.</param>
    /// <param name="timeProvider">Measures the timeout.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EmbeddedChainSetupException">It cannot be started at all.</exception>
    /// <exception cref="AnvilEndedException">It ended, or did not listen in time.</exception>
    public static async Task<AnvilProcess> StartAsync(
        AnvilLaunch launch, string folderPath, OrphanGuard guard, TimeSpan startTimeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var anvil = new AnvilProcess(launch.ToStartInfo(folderPath), guard);
        try
        {
            new Thread(anvil.RunToEnd) { IsBackground = true, Name = "anvil" }.Start();
            anvil.Endpoint = await anvil._listening.Task.WaitAsync(startTimeout, timeProvider, cancellationToken);
            return anvil;
        }
        catch (TimeoutException exception)
        {
            await anvil.DisposeAsync();
            throw new AnvilEndedException(
                $"anvil did not listen within {startTimeout.TotalSeconds:0.#} s. {anvil.LastErrors()}", exception);
        }
        catch
        {
            await anvil.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it last printed to its error output.</summary>
    public string LastErrors()
    {
        lock (_errorLines) return string.Join(' ', _errorLines);
    }

    /// <summary>Ends it at once. Its state is lost, which is no loss: the block log has everything.</summary>
    public void Kill()
    {
        lock (_process)
        {
            _isEnding = true;
            if (ProcessId != 0 && !_exited.Task.IsCompleted) _process.Kill();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _exited.Task;
        _process.Dispose();
    }

    private void RunToEnd()
    {
        try
        {
            _process.OutputDataReceived += (_, line) => Observe(line.Data);
            _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
            lock (_process)
            {
                // Whoever gave up before the start has found no process to end.
                if (_isEnding) return;
                _process.Start();
                ProcessId = _process.Id;
            }

            _guard.Remember(ProcessId);
            _process.StandardInput.Close();

            // A thread that reads a pipe itself waits with its buffer pinned, and garbage collections have to work around that for as long as the node runs.
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            _process.WaitForExit();
            _guard.Forget();
            _listening.TrySetException(new AnvilEndedException(
                $"anvil ended with code {_process.ExitCode} before it listened. {LastErrors()}"));
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            Kill();
            _listening.TrySetException(new EmbeddedChainSetupException(
                $"anvil could not be started: {exception.Message} (binary '{_process.StartInfo.FileName}'): make it executable, or set {AnvilBinary.PathVariable}.",
                exception));
        }
        finally
        {
            _exited.TrySetResult();
        }
    }

    private void Observe(string? line)
    {
        if (line is null || _listening.Task.IsCompleted || !line.StartsWith(ListeningPrefix, StringComparison.Ordinal)) return;
        var address = line.AsSpan(ListeningPrefix.Length).Trim();
        var port = address[(address.LastIndexOf(':') + 1)..];
        if (ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            _listening.TrySetResult(new Uri($"http://127.0.0.1:{number}"));
    }

    private void KeepError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_errorLines)
        {
            if (_errorLines.Count == MaxErrorLines) _errorLines.Dequeue();
            _errorLines.Enqueue(line);
        }
    }
}
