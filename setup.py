"""What pyproject.toml cannot say: `resources/` lies at the top of a checkout, and inside the package once installed."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("classifiers", "fonts", "reference", "samples")


class BuildWithResources(build_py):
    """Copies what ships beside the code. An editable install needs no copy: `domain.resources` finds the folder."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for folder in SHIPPED:
                self._ship(Path("resources", folder), Path(self.build_lib, "curatorbench", "resources", folder))

    def _ship(self, folder: Path, target: Path) -> None:
        """All but the scripts that made it."""
        target.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            if file.is_file() and file.suffix != ".py":
                self.copy_file(str(file), str(target / file.name))


setup(cmdclass={"build_py": BuildWithResources})
