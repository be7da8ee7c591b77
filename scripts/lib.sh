# What the scripts share: messages, the tools of the machine, the web files.
# Sourced, never run. It installs nothing unless a script asks for it.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
# shellcheck disable=SC2034  # read by the scripts that source this file
target=${CARGO_TARGET_DIR:-target}

say() { printf '\n== %s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# packages_for WHAT PACKAGE...: installs Debian packages as root; anywhere else, or without the right, names what is missing and stops.
packages_for() {
  local what=$1
  shift
  has apt-get || die "$what is missing. Install it with the package manager of this system (Debian calls it: $*), then start again."
  [[ $(id -u) == 0 ]] || die "$what is missing. Run: sudo apt-get install -y --no-install-recommends $*"
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  # Lists may be absent or too old for the archive; a first failure is often a passing one.
  apt-get update -q </dev/null || apt-get update -q </dev/null
  apt-get install -q -y --no-install-recommends "$@" </dev/null
}

# What building takes: Rust, a C compiler (SQLite, zstd, WebP and the cryptography are compiled with the program), Node.
build_tools() {
  has cargo || die "Rust is missing. Install rustup (https://rustup.rs): it reads rust-toolchain.toml and brings the right version."
  has cc || packages_for "A C compiler" gcc libc6-dev
  { has node && has npm; } || die "Node is missing. Install Node 20.19 or later in the 20 line, or 22.12 or later, with npm (https://nodejs.org)."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node $(node --version) is too old. Install 20.19 or later in the 20 line, or 22.12 or later."
}

# node_packages [FOLDER]: its node_modules as its package-lock.json says, installed again only when the lock file has changed.
node_packages() {
  local folder=${1:-.}
  if [[ ! -e $folder/node_modules/.package-lock.json || $folder/package-lock.json -nt $folder/node_modules/.package-lock.json ]]; then
    say "installing the web packages of $folder"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --no-audit --no-fund </dev/null
  fi
}

# ui/dist, built again only when something it is made of has changed. The mark carries the time the build began, so that an
# edit made meanwhile is not lost.
web_files() {
  local mark=$target/web-files.mark
  node_packages
  if [[ -d ui/dist && -e $mark ]] && [[ -z $(find ui package.json package-lock.json ./*.config.* ./tsconfig*.json \
    -path ui/dist -prune -o -path ui/node_modules -prune -o -newer "$mark" -print -quit 2>/dev/null) ]]; then
    return
  fi
  say "building the web files"
  # Made before the mark: a folder that is new makes the one around it newer.
  mkdir -p "$target" ui/dist
  touch "$mark.new"
  npm run build </dev/null
  mv "$mark.new" "$mark"
}

# The browser of the journeys, with fonts so that letters and emoji have the same shapes everywhere.
browser() {
  # The engine without a window does the same journeys in four fifths of the time: it is taken where it can be had.
  if [[ -z ${CHROMIUM:-} ]] && ! has chromium-headless-shell; then
    if ! has chromium || { has apt-get && [[ $(id -u) == 0 ]]; }; then
      packages_for "Chromium" chromium-headless-shell fonts-liberation fonts-noto-color-emoji || has chromium ||
        packages_for "Chromium" chromium fonts-liberation fonts-noto-color-emoji
    fi
  fi
  CHROMIUM=${CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium)}
  export CHROMIUM
  # Not `grep -q`: it would end fc-list early, by a signal that pipefail takes for a failure.
  # shellcheck disable=SC2143
  if [[ $(uname) == Linux && -z $(fc-list 2>/dev/null | grep -i emoji) ]]; then
    packages_for "An emoji font" fontconfig fonts-noto-color-emoji
  fi
}

# Every test of the workspace, then the examples of the documentation, which nextest leaves out. What tests say is shown at
# the end even where they pass: they say what they skip.
rust_tests() {
  if has cargo-nextest; then
    every "cargo nextest run --workspace --locked --no-fail-fast --success-output final --config-file scripts/nextest.toml" \
      "cargo test --workspace --locked --no-fail-fast --doc"
  else
    every "cargo test --workspace --locked --no-fail-fast -- --show-output"
  fi
}

# every COMMAND...: runs all of them, even after a failure, and fails if one did.
every() {
  local command failed=0
  for command in "$@"; do
    printf '\n$ %s\n' "$command"
    # shellcheck disable=SC2086  # a command line, split into its words
    $command </dev/null || failed=1
  done
  return $failed
}
