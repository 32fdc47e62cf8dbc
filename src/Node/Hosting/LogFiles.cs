namespace Ledger.Node.Hosting;

/// <summary>A log file with a bounded size: when it is full it becomes <c>.1</c>, and so on, and the oldest is removed. Thread-safe.</summary>
internal sealed class LogFiles : IDisposable
{
    /// <summary>The most files, the newest included.</summary>
    public const int MaxFiles = 4;

    /// <summary>The size at which a file is full.</summary>
    public const long MaxFileSizeBytes = 16L << 20;

    private readonly string _path;
    private readonly long _maxSizeBytes;
    private readonly Lock _gate = new();
    private FileStream? _file;
    private bool _isDisposed;

    /// <summary>Prepares the log; the folder is made, the file opened with the first line.</summary>
    /// <param name="path">The newest file.</param>
    /// <param name="maxSizeBytes">The size at which a file is full.</param>
    public LogFiles(string path, long maxSizeBytes = MaxFileSizeBytes) => (_path, _maxSizeBytes) = (path, maxSizeBytes);

    /// <summary>Adds a line. A log that cannot be written stops nothing: the line is lost.</summary>
    public void Write(ReadOnlyMemory<byte> line)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            try
            {
                _file ??= Open();
                if (_file.Length + line.Length > _maxSizeBytes && _file.Length > 0) Roll();
                _file.Write(line.Span);
                _file.Flush();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _file?.Dispose();
                _file = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _file?.Dispose();
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Roll()
    {
        _file!.Dispose();
        _file = null;
        for (var i = MaxFiles - 1; i > 0; i--)
        {
            var older = i == 1 ? _path : $"{_path}.{i - 1}";
            if (File.Exists(older)) File.Move(older, $"{_path}.{i}", overwrite: true);
        }

        _file = Open();
    }
}
