#!/bin/sh
# Installs a requirements file into a new environment and leaves out what a running server never
# reads: pip, the packages' own tests, source maps, bundles that no page loads, code compiled in
# advance for what may never be imported. That is half of it.
#   sh deploy/install.sh FOLDER REQUIREMENTS
set -eu
folder=$1
requirements=$2

python -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile -r "$requirements"
site=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$folder/bin/python" -m pip uninstall --quiet --yes pip
find "$site" -type d \( -name tests -o -name __pycache__ \) -prune -exec rm -rf {} +
find "$site" -type f \( -name '*.map' -o -name 'async-enterprise.js' -o -name 'widgetbundle.js' \) -delete
