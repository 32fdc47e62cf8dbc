using System.Security.Cryptography;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Hosting;

namespace Ledger.Node.Keys;

/// <summary>Keeps a secret of 32 bytes in a file that only this user can read, as 64 hexadecimal digits.</summary>
internal static class SecretFile
{
    /// <summary>The size of a secret.</summary>
    public const int SizeBytes = 32;

    private const int MaxFileSizeBytes = 256;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads the secret; makes one at the first start.</summary>
    /// <param name="path">The file.</param>
    /// <param name="make">Fills a new secret.</param>
    /// <returns>The secret, which the caller wipes.</returns>
    /// <exception cref="NodeStartException">The file is no such secret, or others can read it.</exception>
    public static byte[] ReadOrCreate(string path, Action<byte[]> make)
    {
        try
        {
            return File.Exists(path) ? Read(path) : Create(path, make);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NodeStartException.Unavailable($"The key file '{path}' cannot be read or written: {exception.Message} Give this user the right to, or make room.", exception);
        }
    }

    private static byte[] Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw NodeStartException.Unavailable($"Others can read the key file '{path}'. Run 'chmod 600' on it.");
        if (new FileInfo(path).Length > MaxFileSizeBytes) throw Malformed(path);
        var text = File.ReadAllText(path).Trim();
        var secret = new byte[SizeBytes];
        return Hex.TryFromHex(text, secret) ? secret : throw Malformed(path);
    }

    private static byte[] Create(string path, Action<byte[]> make)
    {
        var secret = new byte[SizeBytes];
        make(secret);
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var text = System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret) + "\n");
        try
        {
            using var file = new FileStream(temporary, options);
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }

        Embedded.DurableFile.Publish(path);
        return secret;
    }

    private static NodeStartException Malformed(string path) =>
        NodeStartException.Unavailable($"The key file '{path}' is damaged. Restore it from a backup, or remove it so that a new key is made.");
}
