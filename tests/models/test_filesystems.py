"""A catalogue on a network share is refused. The mount tables are those of real machines."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from curatorbench.domain.errors import BadInput, StorageError
from curatorbench.models.store import filesystems
from curatorbench.models.store.workspace import Workspace

_MOUNTS = r"""
/dev/nvme0n1p2 / ext4 rw,relatime,errors=remount-ro 0 0
tmpfs /run tmpfs rw,nosuid,nodev,size=1629864k,mode=755,inode64 0 0
/dev/sda1 /media/ann/Sandisk\040Extreme exfat rw,nosuid,nodev,relatime,uid=1000,gid=1000,fmask=0022,dmask=0022 0 0
nas.museum.example:/volume1/herbarium /mnt/herbarium nfs4 rw,relatime,vers=4.2,rsize=131072,hard,proto=tcp,sec=sys 0 0
nas:/volume1/old /mnt/old nfs rw,vers=3,proto=tcp 0 0
//fs01/collections /mnt/coll\040share cifs rw,relatime,vers=3.1.1,cache=strict,username=ann,uid=1000 0 0
ann@server:/data /home/ann/remote fuse.sshfs rw,nosuid,nodev,relatime,user_id=1000,group_id=1000 0 0
C:\134 /mnt/c 9p rw,noatime,dirsync,aname=drvfs;path=C:\;uid=1000;gid=1000,access=client,msize=65536,trans=fd 0 0
/dev/sdb1 /mnt/herbarium/local ext4 rw,relatime 0 0
overlay /var/lib/docker/overlay2/x/merged overlay rw,lowerdir=/l,upperdir=/u,workdir=/w 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw,nosuid,nodev,relatime,user_id=1000 0 0
/dev/fuse /home/ann/vault fuse.gocryptfs rw,nosuid,nodev,relatime,user_id=1000 0 0
/dev/sdc1 /mnt/ntfs fuseblk rw,relatime,user_id=0,group_id=0,allow_other,blksize=4096 0 0
tmpfs /mnt/twice tmpfs rw 0 0
nas:/b /mnt/twice nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/ann/workspace", "ext4", False),
        ("/media/ann/Sandisk Extreme/w", "exfat", False),
        ("/mnt/herbarium/2026", "nfs4", True),
        ("/mnt/herbarium/local/w", "ext4", False),
        ("/mnt/herbariumX/w", "ext4", False),
        ("/mnt/old", "nfs", True),
        ("/mnt/coll share/w", "cifs", True),
        ("/home/ann/remote/w", "fuse.sshfs", True),
        ("/mnt/c/Users/ann", "9p", True),
        ("/var/lib/docker/overlay2/x/merged/w", "overlay", False),
        ("/run/user/1000/gvfs/smb-share", "fuse.gvfsd-fuse", True),
        ("/home/ann/vault/w", "fuse.gocryptfs", False),
        ("/mnt/ntfs/w", "fuseblk", False),
        ("/mnt/twice/w", "nfs", True),
    ],
)
def test_real_mount_lines(path: str, kind: str, network: bool) -> None:
    found = filesystems.filesystem_type(PurePosixPath(path), _MOUNTS)
    assert found == kind
    assert filesystems.is_network(found) is network


def test_what_macos_prints() -> None:
    said = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ann@nas._smb._tcp.local/coll on /Volumes/coll share (smbfs, nodev, nosuid, mounted by ann)\n"
    )
    mounts = filesystems.mounts_of_macos(said)
    assert filesystems.filesystem_type(PurePosixPath("/Volumes/coll share/w"), mounts) == "smbfs"
    assert filesystems.filesystem_type(PurePosixPath("/Users/ann"), mounts) == "apfs"


def test_no_workspace_on_a_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Workspace.create(tmp_path / "local").close()
    monkeypatch.setattr(filesystems, "_mounts", lambda: f"nas:/a {tmp_path} nfs4 rw 0 0\n")
    with pytest.raises(StorageError, match="network share"):
        Workspace.create(tmp_path / "new" / "deep")
    assert not (tmp_path / "new").exists()
    with pytest.raises(StorageError, match="network share"):
        Workspace.open(tmp_path / "local")


def test_a_foreign_folder_or_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    for place in (tmp_path, tmp_path / "holiday.jpg"):
        with pytest.raises(BadInput):
            Workspace.create(place)
    Workspace.create(tmp_path / "w").close()
    with pytest.raises(BadInput, match="already"):
        Workspace.create(tmp_path / "w")


def test_a_sandbox_s_root_is_the_machine_s_own_disk() -> None:
    assert filesystems.filesystem_type(PurePosixPath("/home/ann/beetles"), "none / 9p rw,trans=fd 0 0\n") is None
