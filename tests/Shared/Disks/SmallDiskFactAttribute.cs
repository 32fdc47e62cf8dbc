namespace Ledger.Tests.Shared.Disks;

/// <summary>A test that needs a <see cref="SmallDisk"/>; skipped, visibly, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "Mounting a small file system needs CAP_SYS_ADMIN.";
    }
}
