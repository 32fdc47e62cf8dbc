namespace Ledger.Crash.Tests.Kills;

/// <summary>Looks for processes that work in a folder.</summary>
internal static class ChainProcesses
{
    /// <summary>The ids of processes whose working folder lies in a folder.</summary>
    public static IReadOnlyList<string> In(string folderPath) =>
        [.. Directory.GetDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && WorksIn(process, folderPath)).Select(process => Path.GetFileName(process))];

    private static bool WorksIn(string process, string folderPath)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName.StartsWith(folderPath, StringComparison.Ordinal) is true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }
}
