namespace Ledger.Crash.Tests.Testing;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-crash-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Copies a folder as a killed process left it: nothing of it is opened.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
