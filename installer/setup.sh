#!/usr/bin/env bash
# Sets up a development checkout: Debian packages where it may, a .venv, pinned requirements.
set -euo pipefail
cd "$(dirname "$0")/.."

missing_packages() {
    grep -v '^#' requirements/debian.txt | while read -r package; do
        # A package may carry another name since the 64-bit time transition (libglib2.0-0t64).
        dpkg -s "$package" >/dev/null 2>&1 || dpkg -s "${package}t64" >/dev/null 2>&1 || echo "$package"
    done
}

install_packages() {
    local as_root=("$@")
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -qq
    # shellcheck disable=SC2046
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends $(missing_packages) >/dev/null
}

if command -v dpkg >/dev/null 2>&1; then
    wanted=$(missing_packages)
    if [ -n "$wanted" ]; then
        echo "Debian packages to install:" $wanted
        if [ "$(id -u)" = 0 ]; then
            install_packages env
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            install_packages sudo
        else
            echo "These need root. Run:  sudo apt-get install" $wanted
            echo "then run make again."
            exit 1
        fi
    fi
else
    echo "This is not a Debian system: nothing was installed outside this folder."
    echo "Please see that Python 3.11 or newer, Tesseract and the Qt xcb libraries are there"
    echo "(requirements/debian.txt has their Debian names)."
fi

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed; $python is not. Set PYTHON=/path/to/python3 and run make again."
    exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
