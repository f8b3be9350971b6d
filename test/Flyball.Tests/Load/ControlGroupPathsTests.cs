using Flyball.Load.Linux;

namespace Flyball.Tests.Load;

public class ControlGroupPathsTests
{
    [Fact]
    public void The_group_and_its_ancestors_are_listed_from_within() =>
        Names("/a/b", [new("/", "/m")], "/m", "/m/a", "/m/a/b").ShouldBe("/a/b=/m/a/b /a=/m/a /=/m");

    [Fact]
    public void The_root_group_is_listed_alone() => Names("/", [new("/", "/m")], "/m").ShouldBe("/=/m");

    [Fact]
    public void A_mount_may_show_our_group_as_its_root() => Names("/docker/abc", [new("/docker/abc", "/m")], "/m").ShouldBe("/docker/abc=/m");

    [Fact]
    public void A_mount_may_show_an_ancestor_as_its_root() =>
        Names("/docker/abc/sub", [new("/docker/abc", "/m")], "/m", "/m/sub").ShouldBe("/docker/abc/sub=/m/sub /docker/abc=/m");

    [Fact]
    public void A_name_that_only_begins_alike_is_no_ancestor() =>
        Names("/docker/abcdef", [new("/docker/abc", "/m")], "/m", "/mdef").ShouldBe("/docker/abc=/m");

    [Fact]
    public void A_path_that_is_not_visible_falls_back_to_what_is_mounted() => Names("/docker/abc", [new("/", "/m")], "/m").ShouldBe("/=/m");

    [Theory]
    [InlineData("/../..")]
    [InlineData("/../sibling")]
    [InlineData("/a/../../b")]
    public void A_path_that_leads_out_of_the_namespace_falls_back_to_what_is_mounted(string path) =>
        Names(path, [new("/", "/m")], "/m", "/m/../..", "/m/../sibling", "/m/a/../../b").ShouldBe("/=/m");

    [Fact]
    public void A_mount_from_outside_of_the_namespace_is_taken_as_it_is() => Names("/", [new("/../..", "/m")], "/m").ShouldBe("/../..=/m");

    [Fact]
    public void Of_several_mounts_the_one_with_the_widest_view_counts() =>
        Names("/a/b", [new("/a/b", "/inner"), new("/", "/wide"), new("/a", "/mid")], "/inner", "/wide", "/wide/a/b", "/mid", "/mid/b")
            .ShouldBe("/a/b=/wide/a/b /a=/wide/a /=/wide");

    [Fact]
    public void Of_mounts_with_the_same_view_the_first_counts()
    {
        Names("/a", [new("/", "/m"), new("/", "/n")], "/m", "/m/a", "/n", "/n/a").ShouldBe("/a=/m/a /=/m");
        Names("/hidden", [new("/", "/m"), new("/", "/n")], "/m", "/n").ShouldBe("/=/m");
    }

    [Fact]
    public void A_mount_that_shows_our_group_goes_before_one_that_does_not() =>
        Names("/a", [new("/", "/other"), new("/a", "/m")], "/other", "/m").ShouldBe("/a=/m");

    [Fact]
    public void Without_a_mount_or_a_path_there_are_no_groups()
    {
        Names("/a", []).ShouldBe("");
        Names("/a", [new("/", "/m")]).ShouldBe("");
        Names(null, [new("/", "/m")], "/m").ShouldBe("");
    }

    [Fact]
    public void Mounts_are_found_by_controller_and_version()
    {
        byte[] text = FixtureTree.Bytes("kernel-5.4-hybrid", "proc/self/mountinfo");
        MountInfo.Find(text, "cpuacct"u8).ShouldBe([new("/", "/sys/fs/cgroup/cpu,cpuacct")]);
        MountInfo.Find(text, "cpu"u8).ShouldBe([new("/", "/sys/fs/cgroup/cpu,cpuacct")]);
        MountInfo.Find(text, "acct"u8).ShouldBeEmpty();
        MountInfo.FindUnified(text).ShouldBe([new("/", "/sys/fs/cgroup/unified")]);
    }

    [Fact]
    public void Blanks_in_mount_points_are_unescaped()
    {
        MountInfo.FindUnified("34 33 0:29 /a\\134b /mnt/with\\040blank rw shared:10 master:3 - cgroup2 none rw\n"u8)
            .ShouldBe([new("/a\\b", "/mnt/with blank")]);
    }

    [Theory]
    [InlineData("/end\\040", "/end ")]
    [InlineData("/\\377", "/\uFFFD")]
    [InlineData("/short\\04", "/short\\04")]
    [InlineData("/no\\048octal", "/no\\048octal")]
    [InlineData("/no\\/040", "/no\\/040")]
    [InlineData("/040", "/040")]
    [InlineData("/a\\134\\011", "/a\\\t")]
    public void Only_a_backslash_with_three_octal_digits_is_an_escape(string written, string point) =>
        MountInfo.FindUnified(System.Text.Encoding.UTF8.GetBytes($"34 33 0:29 / {written} rw - cgroup2 none rw\n"))[0].Point.ShouldBe(point);

    [Theory]
    [InlineData("34 33 0:29 / /m rw - cgroup2 none rw")]
    [InlineData("34 33 0:29 / /m rw cgroup2 none rw\n")]
    [InlineData("34 33 0:29 / /m rw - cgroup2 none\n")]
    [InlineData("34 33 0:29 root /m rw - cgroup2 none rw\n")]
    [InlineData("34 33 0:29 / m rw - cgroup2 none rw\n")]
    [InlineData("- cgroup2 none rw\n")]
    public void A_mount_needs_a_whole_and_sound_line(string text) => MountInfo.FindUnified(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeEmpty();

    [Fact]
    public void The_source_of_a_mount_may_be_a_dash() => MountInfo.FindUnified("34 33 0:29 / /m rw - cgroup2 - rw\n"u8).ShouldBe([new("/", "/m")]);

    [Fact]
    public void It_is_asked_where_something_is_mounted_and_not_what()
    {
        MountInfo.IsMountPoint("98 23 0:54 / /proc/stat rw - fuse.lxcfs lxcfs rw\n"u8, "/proc/stat"u8).ShouldBeTrue();
        MountInfo.IsMountPoint("98 23 0:54 /proc/stat /elsewhere rw - fuse.lxcfs lxcfs rw\n"u8, "/proc/stat"u8).ShouldBeFalse();
        MountInfo.IsMountPoint("98 23 0:54 / /proc/status rw - fuse.lxcfs lxcfs rw\n"u8, "/proc/stat"u8).ShouldBeFalse();
    }

    [Fact]
    public void Our_groups_are_found_by_controller_and_version()
    {
        ReadOnlySpan<byte> text = "4:memory:/with:colon\n3:cpuacct,cpu:/build\n1:name=systemd:/s\n0::/unified\n"u8;
        ControlGroupMembership.PathOf(text, "memory"u8).ShouldBe("/with:colon");
        ControlGroupMembership.PathOf(text, "cpu"u8).ShouldBe("/build");
        ControlGroupMembership.PathOf(text, "pids"u8).ShouldBeNull();
        ControlGroupMembership.UnifiedPath(text).ShouldBe("/unified");
        ControlGroupMembership.UnifiedPath("0::/torn"u8).ShouldBeNull();
    }

    [Fact]
    public void Lines_that_name_no_group_are_passed_over()
    {
        ReadOnlySpan<byte> text = "memory\n4:memory\n4:memory:build\n0::unified\n3:memory:/build\n0::/unified\n"u8;
        ControlGroupMembership.PathOf(text, "memory"u8).ShouldBe("/build");
        ControlGroupMembership.UnifiedPath(text).ShouldBe("/unified");
    }

    static string Names(string? path, ControlGroupMount[] mounts, params string[] folders) =>
        string.Join(' ', ControlGroupPaths.Ancestors(path, mounts, folders.Contains).Select(group => $"{group.Name}={group.Folder}"));
}
