# Sourced by ./test: what the tests need on the machine, and how it gets there.

# One line for each program from Debian: the suite that needs it, a command it brings, its packages.
debian_programs='
e2e gcc gcc libc6-dev
faults gcc gcc libc6-dev
e2e-nats gcc gcc libc6-dev
faults-nats gcc gcc libc6-dev
deploy gcc gcc libc6-dev
e2e chromium chromium
samples chromium chromium
samples redis-server redis-server
faults ip iproute2
hostile prlimit util-linux
hostile nginx nginx
hostile openssl openssl
e2e tmux tmux
unit nats-server nats-server
e2e nats-server nats-server
e2e ip iproute2
e2e openssl openssl
e2e-nats nats-server nats-server
faults-nats nats-server nats-server
faults-nats ip iproute2
deploy nginx nginx
deploy haproxy haproxy
deploy openssl openssl
deploy systemd-analyze systemd
deploy strace strace
'

# Those without which a test is skipped, and says so.
optional_programs='
e2e firefox-esr firefox-esr
'

# The SDK, Node and git are what a developer brings; they are not installed here.
require_tools() {
  local missing=0
  command -v dotnet >/dev/null && dotnet --version >/dev/null 2>&1 || { fail_early "the .NET SDK 10 is missing (dotnet --version must work here)"; missing=1; }
  command -v node >/dev/null && [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || { fail_early "Node.js 20 or later is missing"; missing=1; }
  command -v npm >/dev/null || { fail_early "npm is missing"; missing=1; }
  return "$missing"
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$debian_programs" "$@")
  [ ${#missing[@]} -gt 0 ] && { install_debian "${missing[@]}" || return 1; }
  mapfile -t missing < <(missing_packages "$optional_programs" "$@")
  [ ${#missing[@]} -gt 0 ] && install_optional "${missing[@]}"
  if [[ " $* " =~ " "(e2e|e2e-nats|samples|faults|faults-nats|hostile|deploy)" " ]]; then install_npm tests/e2e || return 1; fi
  if [[ " $* " == *" deploy "* ]]; then install_npm tests/deploy || return 1; fi
  return 0
}

# Of a list the packages whose programs are not there, one a line, for these suites.
missing_packages() {
  local suite program packages list="$1"
  shift
  while read -r suite program packages; do
    [ -z "$suite" ] && continue
    [ "$program" = ip ] && [ "$(id -u)" -ne 0 ] && continue # only root can cut links
    [ "$program" = gcc ] && ! makes_native && continue
    [[ " $* " == *" $suite "* ]] && ! command -v "$program" >/dev/null && printf '%s\n' $packages
  done <<<"$list"
  return 0
}

install_debian() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail_early "$* missing: install it, on Debian with: sudo apt-get install --no-install-recommends $*"
    return 1
  fi
  echo "== Installing from Debian: $*"
  local log="$scratch/apt.log"
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 # no service starts: nginx and redis-server are wanted, not run
  run_child apt_get "$@" >"$log" 2>&1 && return 0
  tail -n 20 "$log"
  fail_early "apt-get could not install $*"
  return 1
}

install_optional() {
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "== Installing from Debian: $*"
    run_child apt_get "$@" >"$scratch/apt.log" 2>&1 && return 0
  fi
  echo "$* cannot be installed here: what needs it is skipped"
}

apt_get() {
  apt-get update && apt-get install -y --no-install-recommends "$@"
}

# npm ci, when the lock file is not the one that was installed from.
install_npm() {
  local folder="$1" stamp="$1/node_modules/.installed-from"
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  echo "== Installing npm packages: $folder"
  if run_child in_folder "$folder" npm ci --include=dev --no-audit --no-fund --loglevel=error && cp "$folder/package-lock.json" "$stamp"; then
    return 0
  fi
  fail_early "npm ci failed in $folder"
  return 1
}

# One compiler for all projects, which is warm after the first: a fresh one for each takes twice as long. It does not outlive the build: it
# would keep a CI machine busy and hold files.
build_solution() {
  echo "== Building ($CONFIGURATION)"
  local code
  run_child dotnet build Gossamer.slnx -c "$CONFIGURATION" -p:Optimize=true -nodeReuse:false --nologo -v quiet -clp:NoSummary
  code=$?
  run_child dotnet build-server shutdown --vbcscompiler >/dev/null
  [ "$code" -eq 0 ] || { fail_early "the build failed"; return 1; }
  echo "Built, $((SECONDS - counted)) s after the start, $(cpu_since_counted) CPU s"
  count_times
}

# The end-to-end suites start hundreds of servers that live for seconds. Compiled ahead of time, a start and a chat take a sixth of the
# processor time, and what containers run is tested with real clients. The hostile suite and `dotnet run` in up.test.js run what the build made.
makes_native() {
  [ "$(uname -s)" = Linux ] && [ -z "${GOSSAMER_SERVER:-}" ]
}

explain_no_native() {
  [ -n "$aot" ] && [ -z "${GOSSAMER_SERVER:-}" ] || return 0
  [ "$(uname -s)" = Linux ] || { fail_early "--aot: compiled ahead of time on Linux only; or name a binary in GOSSAMER_SERVER"; end_run; }
}

# It goes on beside the suites that do not need it.
start_native() {
  [[ -n "$aot" || " $* " =~ " "(e2e|e2e-nats|faults|faults-nats|deploy)" " ]] && makes_native || { explain_no_native; return; }
  echo "== Compiling the server ahead of time, beside the first suites"
  native="$PWD/src/Gossamer.Server/bin/$CONFIGURATION/native"
  dotnet publish src/Gossamer.Server -c "$CONFIGURATION" --use-current-runtime -p:Native=true -p:Optimize=true -p:NativeDebugSymbols=false \
    -o "$native" -nodeReuse:false --nologo -v quiet -clp:NoSummary </dev/null >"$scratch/native.txt" 2>&1 &
  compiling=$!
}

finish_native() {
  [ -n "$compiling" ] || return 0
  local code
  wait "$compiling"
  code=$?
  compiling=''
  native+=/gossamer
  [ "$code" -eq 0 ] && return 0
  cat "$scratch/native.txt"
  if [ -z "$aot" ] && grep -qE 'NU1101|NU1102|NU1301' "$scratch/native.txt"; then
    echo "The compiler's package is not to be had here: the suites run what the build made."
    native=''
    return 0
  fi
  fail_early "the server could not be compiled ahead of time"
  return 1
}
