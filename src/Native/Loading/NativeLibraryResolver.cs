using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Native.Loading;

/// <summary>Finds the native libraries: the override variable first, then each known file name.</summary>
internal static class NativeLibraryResolver
{
    /// <summary>Puts the resolver in place before the assembly's first import runs.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "A resolver is per assembly and has to be set before any import; no later hook covers every entry point.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, Resolve);

    /// <summary>Loads <paramref name="source"/>, or says in one line what to do.</summary>
    /// <exception cref="NativeLibraryMissingException">No candidate loads.</exception>
    internal static nint Load(NativeLibrarySource source, string? overridePath, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (!string.IsNullOrWhiteSpace(overridePath)) return LoadOverride(source, overridePath);

        foreach (var fileName in source.FileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, searchPath, out var handle)) return handle;
        }

        throw Missing(
            source,
            $"{source.DisplayName} is missing: install it (apt-get install {source.DebianPackage}) or set {source.OverrideVariable} to the library's file.",
            innerException: null);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var source = NativeLibraryCatalog.Find(name);
        return source is null ? 0 : Load(source, Environment.GetEnvironmentVariable(source.OverrideVariable), assembly, searchPath);
    }

    // An override that fails is a mistake to report: falling back would run another build than the operator chose.
    private static nint LoadOverride(NativeLibrarySource source, string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw Missing(
                source,
                $"{source.DisplayName} can't be loaded from '{path}' ({source.OverrideVariable}): correct the variable, or unset it and install the library (apt-get install {source.DebianPackage}).",
                exception);
        }
    }

    private static NativeLibraryMissingException Missing(NativeLibrarySource source, string message, Exception? innerException) =>
        new(message, innerException!)
        {
            LibraryName = source.Name,
            DebianPackage = source.DebianPackage,
            OverrideVariable = source.OverrideVariable,
        };
}
