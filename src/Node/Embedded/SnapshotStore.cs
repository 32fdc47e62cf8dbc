using System.Globalization;

namespace Ledger.Node.Embedded;

/// <summary>The snapshot files in a folder: the last two, the newest that the follower has passed, and the last two that turned out to be
/// bad.</summary>
/// <param name="folderPath">The folder; must exist.</param>
/// <param name="faults">Lets a test act between the steps.</param>
internal sealed class SnapshotStore(string folderPath, IFaultInjector faults)
{
    /// <summary>Good snapshots kept.</summary>
    public const int MaxSnapshots = 2;

    /// <summary>Bad snapshots kept for whoever wants to know why.</summary>
    public const int MaxSetAside = 2;

    private const string Prefix = "state-";
    private const string Suffix = ".snapshot";
    private const string BadSuffix = ".bad";
    private const long MaxFileSizeBytes = 1L << 30;

    /// <summary>The numbers of the snapshots' blocks, newest first.</summary>
    public IReadOnlyList<ulong> List()
    {
        var numbers = new List<ulong>();
        foreach (var path in Directory.EnumerateFiles(folderPath, Prefix + "*" + Suffix))
        {
            var digits = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
            if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
        }

        numbers.Sort((left, right) => right.CompareTo(left));
        return numbers;
    }

    /// <summary>Reads a snapshot.</summary>
    /// <returns>Null when it is missing, torn, damaged, or another block's.</returns>
    public StateSnapshot? Read(ulong number)
    {
        var file = new FileInfo(PathOf(number));
        if (!file.Exists || file.Length > MaxFileSizeBytes) return null;
        return SnapshotCodec.Decode(File.ReadAllBytes(file.FullName)) is { } snapshot && snapshot.Number == number ? snapshot : null;
    }

    /// <summary>Writes a snapshot, durable when this returns, and removes the ones it makes superfluous.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="followed">The newest block that the follower has committed: later snapshots cannot serve it after a restart.</param>
    public void Write(StateSnapshot snapshot, ulong followed)
    {
        var path = PathOf(snapshot.Number);
        DurableFile.WriteTemporary(path, SnapshotCodec.Encode(snapshot));
        faults.At(FaultPoint.SnapshotWritten, snapshot.Number);
        DurableFile.Publish(path);
        faults.At(FaultPoint.SnapshotRenamed, snapshot.Number);
        Prune(followed);
        faults.At(FaultPoint.SnapshotsPruned, snapshot.Number);
    }

    /// <summary>Renames a snapshot that cannot be used, so that it is never tried again.</summary>
    public void SetAside(ulong number)
    {
        var path = PathOf(number);
        if (File.Exists(path)) File.Move(path, path + BadSuffix, overwrite: true);
        var bad = Directory.GetFiles(folderPath, Prefix + "*" + Suffix + BadSuffix);
        Array.Sort(bad, StringComparer.Ordinal);
        foreach (var superfluous in bad.SkipLast(MaxSetAside)) File.Delete(superfluous);
    }

    // A follower that lags behind the last two could only be served from genesis, so the newest that it has passed stays, too.
    private void Prune(ulong followed)
    {
        var numbers = List();
        var passed = numbers.FirstOrDefault(number => number <= followed);
        foreach (var superfluous in numbers.Skip(MaxSnapshots).Where(number => number != passed)) File.Delete(PathOf(superfluous));
    }

    // Twenty digits hold any block number, so that names sort like numbers.
    private string PathOf(ulong number) => Path.Combine(folderPath, $"{Prefix}{number:D20}{Suffix}");
}
