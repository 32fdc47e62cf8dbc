namespace Grpc.Core;

/// <summary>The version of the official surface that this one follows.</summary>
public static class VersionInfo
{
    /// <summary>Version of the surface's assembly.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>Version of the surface's file.</summary>
    public const string CurrentAssemblyFileVersion = "2.66.0.0";

    /// <summary>Version of the surface.</summary>
    public const string CurrentVersion = "2.66.0-dev";
}
