namespace Ledger.Native.Loading;

/// <summary>Where one native library may come from.</summary>
/// <param name="Name">The name the imports use.</param>
/// <param name="DisplayName">The name people know.</param>
/// <param name="DebianPackage">The package that holds it on Debian and Ubuntu.</param>
/// <param name="OverrideVariable">The environment variable whose value, when set, is the only file tried.</param>
/// <param name="FileNames">The names tried, best first.</param>
internal sealed record NativeLibrarySource(
    string Name,
    string DisplayName,
    string DebianPackage,
    string OverrideVariable,
    IReadOnlyList<string> FileNames);
