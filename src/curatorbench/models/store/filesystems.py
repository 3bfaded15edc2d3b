"""What kind of file system a folder lies on. WAL needs shared memory: no network share has it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

from curatorbench.domain.errors import StorageError

# File systems that other machines, or the host of a virtual machine, may write to at the same time.
NETWORK = frozenset({
    "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "prl_fs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf",
    "vmhgfs", "webdav",
})  # fmt: skip
_NETWORK_FUSE = re.compile(r"(sshfs|s3fs|rclone|davfs|glusterfs|ceph|vmhgfs|smbnetfs|curlftpfs|gvfs|mfs)")
_DRIVE_REMOTE = 4  # GetDriveTypeW


def refuse_network(folder: Path) -> None:
    """Raise StorageError if a database in `folder` (which need not exist yet) would lie on a network share."""
    kind = network_kind(folder)
    if kind is not None:
        raise StorageError(
            f"{folder} lies on a network share ({kind}), where the catalogue would be damaged sooner or later.",
            "Choose a folder on a disk of this computer; backups may go to the share.",
        )


def network_kind(folder: Path) -> str | None:
    """The name of the network file system that `folder` lies on, None if it is a local one or nothing is known."""
    folder = _existing(folder.absolute()).resolve()
    if sys.platform == "win32":
        return _windows_network(str(folder))
    kind = filesystem_type(PurePosixPath(folder), _mounts())
    return kind if kind is not None and is_network(kind) else None


def is_network(kind: str) -> bool:
    """Whether a file system of that type is shared over a network."""
    family, _, part = kind.lower().partition(".")
    return family in NETWORK or (family in ("fuse", "fuseblk") and bool(_NETWORK_FUSE.search(part)))


def filesystem_type(path: PurePosixPath, mounts: str) -> str | None:
    """The type of the file system that holds the absolute `path`, from the text of /proc/self/mounts.

    The deepest mount point wins; of two on one point, the later, which hides the earlier.
    """
    best, depth = None, -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePosixPath(_unescape(fields[1]))
        if fields[1:3] == ["/", "9p"]:
            continue  # the root of a sandbox that serves the machine's own disk to one container
        if path.is_relative_to(point) and len(point.parts) >= depth:
            best, depth = fields[2], len(point.parts)
    return best


def mounts_of_macos(said: str) -> str:
    """What macOS' `mount` prints (`//me@host/x on /Volumes/x (smbfs, nodev)`) in the form of /proc/self/mounts."""
    found = re.findall(r"^(.*?) on (/.*) \((\w+)", said, re.MULTILINE)
    return "\n".join(" ".join(part.replace(" ", "\\040") for part in parts) for parts in found)


def _mounts() -> str:
    if sys.platform == "darwin":
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=10, check=False)
        return mounts_of_macos(said.stdout)
    try:
        return Path("/proc/self/mounts").read_text(errors="surrogateescape")
    except OSError:
        return ""


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def _windows_network(folder: str) -> str | None:
    import ctypes

    drive = Path(folder).anchor
    if drive.startswith("\\\\"):
        return "a network path"
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)  # type: ignore[attr-defined,unused-ignore]
    return "a network drive" if kind == _DRIVE_REMOTE else None
