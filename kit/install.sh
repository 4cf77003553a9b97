#!/bin/sh
# Installs sakura from this folder, without a network: sh install.sh [FOLDER]
# FOLDER (default ~/.local/lib/sakura) becomes an environment of its own, with `sakura` in FOLDER/bin.
# Another Python than python3: PYTHON=python3.12 sh install.sh. Nothing is run before every file's hash is right.
set -eu
place=${1:-$HOME/.local/lib/sakura}
case $place in /*) ;; *) place=$PWD/$place ;; esac
cd "$(dirname "$0")"

say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in ja*) echo "$2" >&2 ;; *) echo "$1" >&2 ;; esac
}

if command -v sha256sum >/dev/null; then check="sha256sum"; else check="shasum -a 256"; fi
say "checking the files" "ファイルを確認しています"
if ! $check -c SHA256SUMS > /dev/null; then
    say "this kit is damaged, nothing was installed; copy it again" "ファイルが壊れているため、インストールしていません。もう一度コピーしてください"
    exit 1
fi
for file in wheels/* weights/*; do
    if ! grep -q "  $file\$" SHA256SUMS; then
        say "$file does not belong to this kit, nothing was installed" "$file はこのキットのファイルではないため、インストールしていません"
        exit 1
    fi
done

wanted=$(cat python-version)
if ! "${PYTHON:-python3}" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$wanted')"; then
    say "this kit is for Python $wanted: PYTHON=python$wanted sh install.sh" "このキットには Python $wanted が必要です: PYTHON=python$wanted sh install.sh"
    exit 1
fi
say "installing into $place" "$place にインストールしています"
"${PYTHON:-python3}" -m venv "$place"
"$place/bin/python" -m pip install --isolated --disable-pip-version-check --quiet --no-index --find-links wheels 'sakura-cli[prebuilt]'
for model in weights/*; do
    "$place/bin/sakura" models import "$model"
done
"$place/bin/sakura" doctor
echo "会議は10月14日に開かれ、量産の開始を12月1日に延期することが決まった。" | "$place/bin/sakura" summarize --style headline
say "done: $place/bin/sakura" "完了しました: $place/bin/sakura"
