namespace Grpc.Core;

/// <summary>The version of the official surface that this one follows.</summary>
public static class VersionInfo
{
    /// <summary>Version of the surface.</summary>
    public const string CurrentVersion = "2.76.0";
}
