# Sourced by ./test: the suites, and the sums. Each suite tells its counts by add_result; one that did not come to its end counts as a failure.

passed=0 failed=0 skipped=0 table='' failures='' child='' behind='' lane='' native='' compiling=''

start_run() {
  scratch="$(mktemp -d)"
  started=$SECONDS
  count_times
  trap 'rm -rf "$scratch"' EXIT
  trap 'interrupt' INT TERM HUP
}

# Runs a command and waits for it, in such a way that a signal to this script ends the command at once. What the suites start ends with them.
run_child() {
  "$@" </dev/null &
  child=$!
  wait "$child"
  local code=$?
  child=''
  return "$code"
}

interrupt() {
  trap '' INT TERM HUP
  echo "./test: interrupted"
  local process
  for process in $child $behind $lane $compiling; do
    kill -TERM "$process" 2>/dev/null
    wait "$process"
  done
  exit 130
}

in_folder() { # folder command...
  cd "$1" && shift && exec "$@"
}

add_result() { # name passed failed skipped; the times are those since the result before
  local cpu
  cpu="$(cpu_since_counted)"
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  table+="$(printf '%-36s %5d passed, %3d failed, %3d skipped %6d s %6d CPU s' "$1" "$2" "$3" "$4" $((SECONDS - counted)) "$cpu")"$'\n'
  count_times
}

count_times() {
  shell=$BASHPID # of a lane: its own
  counted=$SECONDS
  computed="$(children_cpu)"
}

cpu_since_counted() {
  echo $(($(children_cpu) - computed))
}

# The processor time, in s, of the shell's processes that have ended, also of what ran behind; 0 where the system does not tell.
children_cpu() {
  awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($14 + $15) / ticks) }' "/proc/$shell/stat" 2>/dev/null || echo 0
}

fail_early() {
  echo "./test: $1"
  add_result "$1" 0 1 0
}

end_run() {
  printf '\n== Results after %d s\n%s\n' $((SECONDS - started)) "$table"
  [ -n "$failures" ] && printf '== Failed\n%s\n' "$failures"
  local line="$passed passed, $failed failed"
  [ "$skipped" -gt 0 ] && line+=", $skipped skipped"
  echo "$line"
  [ "$failed" -eq 0 ]
  exit
}

# What failed, by name: the end of a long output is what is read first, and all that is kept of some.
add_failures() { # name file expression
  local names
  names="$(node -e "$read_json"'
    for (const name of eval(process.argv[2]) ?? []) console.log(process.argv[3] + ": " + name.replace(/\s+/g, " ").slice(0, 500));' "$2" "$3" "$1" 2>/dev/null)"
  [ -n "$names" ] && failures+="$names"$'\n'
}

# Adds the counts of a report, {"passed":n,"failed":n,"skipped":n}; no report or a bad exit code without a failure is one failure.
add_report() { # name exit-code counts
  local p f s
  if read -r p f s <<<"$3" && [[ "$p $f $s" =~ ^[0-9]+\ [0-9]+\ [0-9]+$ ]] && [ $((p + f + s)) -gt 0 ]; then
    [ "$2" -ne 0 ] && [ "$f" -eq 0 ] && { echo "$1: exit code $2"; f=1; }
    add_result "$1" "$p" "$f" "$s"
  else
    echo "$1: did not come to its end (exit code $2)"
    add_result "$1 (did not end)" 0 1 0
  fi
}

# The .NET report writes control characters of a test's name or message as they are, which JSON forbids.
read_json='const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8").replace(/[\0-\x1f]/g, " "));'

# Prints "passed failed skipped" from a JSON file by a JavaScript expression over it, or nothing.
counts_of() { # file expression
  node -e "$read_json"'console.log(eval(process.argv[2]).join(" "));' "$1" "$2" 2>/dev/null
}

run_dotnet_project() { # project folder
  echo "== $(basename "$1")"
  run_child dotnet_project "$1"
  add_dotnet_report "$(basename "$1")" $?
}

dotnet_project() { # project folder
  local name
  name="$(basename "$1")"
  exec "$1/bin/$CONFIGURATION/net10.0/$name" --no-ansi --progress off \
    --report-xunit-ctrf --report-xunit-ctrf-filename "$name.json" --results-directory "$scratch"
}

add_dotnet_report() { # name exit-code
  local report="$scratch/$1.json"
  add_failures "$1" "$report" 'r.results.tests.filter(t => !/^(passed|skipped|pending)$/.test(t.status)).map(t => t.name + ": " + t.message)'
  add_report "$1" "$2" "$(counts_of "$report" '[r.results.summary.passed, r.results.summary.failed + r.results.summary.other, r.results.summary.skipped + r.results.summary.pending]')"
}

# The simulated meshes take minutes of processor time, and no time but their own: they run behind the other suites, which wait more than they
# compute, at the lowest priority. Profiled code pays there, as nowhere else.
simulated=tests/Gossamer.Mesh.Tests

start_behind() {
  echo "== $(basename "$simulated") begins, and goes on behind the other suites"
  (renice -n 19 "$BASHPID" >/dev/null 2>&1; export DOTNET_TieredPGO=1; dotnet_project "$simulated") </dev/null >"$scratch/behind.txt" 2>&1 &
  behind=$!
}

finish_behind() {
  [ -n "$behind" ] || return 0
  local code name
  name="$(basename "$simulated")"
  echo "== $name"
  wait "$behind"
  code=$?
  behind=''
  cat "$scratch/behind.txt"
  add_dotnet_report "$name" "$code"
}

# Suites that wait more than they compute run beside others, one after the other; what they print is shown once they are over.
start_lane() { # suite...
  [ $# -gt 0 ] || return 0
  echo "== Beside the next suite: $*"
  (run_lane "$@") </dev/null >"$scratch/lane.txt" 2>&1 &
  lane=$!
}

run_lane() { # suite...
  local suite
  trap - EXIT
  trap 'interrupt' INT TERM HUP
  passed=0 failed=0 skipped=0 table='' failures='' behind='' lane='' compiling=''
  count_times
  for suite; do "run_$suite"; done
  declare -p passed failed skipped table failures >"$scratch/lane.sums"
}

finish_lane() {
  [ -n "$lane" ] || return 0
  wait "$lane"
  lane=''
  count_times # the lane has told its own
  cat "$scratch/lane.txt"
  if [ -f "$scratch/lane.sums" ]; then add_lane; else fail_early "the suites beside did not come to their end"; fi
  rm -f "$scratch/lane.sums"
}

# Runs a suite, and others beside it; of all only those that were asked for.
run_beside() { # suite beside...
  local suite=$1 beside=() other
  shift
  for other; do is_asked "$other" && beside+=("$other"); done
  is_asked "$suite" || { run_asked "${beside[@]}"; return; }
  start_lane "${beside[@]}"
  "run_$suite"
  finish_lane
}

run_asked() { # suite...
  local suite
  for suite; do
    if is_asked "$suite"; then "run_$suite"; fi
  done
}

is_asked() { # suite
  [[ " ${suites[*]} " == *" $1 "* ]]
}

add_lane() {
  local before=("$passed" "$failed" "$skipped" "$table" "$failures")
  # shellcheck source=/dev/null
  . <(sed 's/^declare --/declare -g --/' "$scratch/lane.sums")
  passed=$((before[0] + passed)) failed=$((before[1] + failed)) skipped=$((before[2] + skipped))
  table="${before[3]}$table" failures="${before[4]}$failures"
}

run_unit() {
  local project
  start_behind
  for project in tests/*.Tests; do
    [ "$project" = tests/Gossamer.EndToEnd.Tests ] || [ "$project" = "$simulated" ] || run_dotnet_project "$project"
  done
}

run_dotnet() {
  run_dotnet_project tests/Gossamer.EndToEnd.Tests
}

# With the server that was compiled ahead of time, where one was.
with_native() { # command...
  [ -n "$native" ] && export GOSSAMER_SERVER="$native"
  exec "$@"
}

run_web() {
  [ -f web/package.json ] || return 0
  echo "== web"
  install_npm web || return
  local report="$scratch/web.json" code
  run_child in_folder web node node_modules/vitest/vitest.mjs run --reporter=default --reporter=json --outputFile.json="$report"
  code=$?
  add_failures web "$report" 'r.testResults.flatMap(f => f.assertionResults).filter(t => t.status === "failed").map(t => t.fullName + ": " + t.failureMessages[0])'
  add_report web "$code" "$(counts_of "$report" '[r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests]')"
}

run_e2e() {
  run_end_to_end e2e
}

# The same servers and clients over NATS: what depends on the links between servers.
run_e2e-nats() {
  GOSSAMER_TEST_ENGINE=nats run_end_to_end e2e-nats recovery rooms once devices
}

run_end_to_end() { # suite words...
  local suite=$1 report="$scratch/$1.json" code
  shift
  echo "== $suite"
  run_child with_native node tests/e2e/run.js --report "$report" "$@"
  code=$?
  add_failures "$suite" "$report" r.failures
  add_report "$suite" "$code" "$(counts_of "$report" '[r.passed, r.failed, r.skipped]')"
}

# The clients are those of tests/e2e.
run_samples() {
  echo "== samples"
  local report="$scratch/samples.json" code
  run_child node tests/samples/run.js --report "$report"
  code=$?
  add_failures samples "$report" r.failures
  add_report samples "$code" "$(counts_of "$report" '[r.passed, r.failed, r.skipped]')"
}

# What people run besides, and how they get it.
run_deploy() {
  echo "== deploy"
  local report="$scratch/deploy.json" code
  run_child with_native node tests/deploy/run.js --report "$report"
  code=$?
  add_failures deploy "$report" r.failures
  add_report deploy "$code" "$(counts_of "$report" '[r.passed, r.failed, r.skipped]')"
}

# Every decoder for a moment; tests/fuzz takes its time.
run_fuzz() {
  echo "== fuzz"
  local output="$scratch/fuzz.txt" code
  run_child "tests/Gossamer.Fuzz/bin/$CONFIGURATION/net10.0/Gossamer.Fuzz" --seconds 1 >"$output"
  code=$?
  cat "$output"
  add_report fuzz "$code" "$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2 0/p' "$output" | tail -n 1)"
}

# Each attack for a moment; tests/hostile takes its time, and judges times.
run_hostile() {
  echo "== hostile"
  local report="$scratch/hostile.json" code
  run_child node --no-deprecation tests/hostile/run.js --short --report "$report"
  code=$?
  add_failures hostile "$report" r.failures
  add_report hostile "$code" "$(counts_of "$report" '[r.passed, r.failed, r.skipped]')"
}

# Of a build that is optimized, as ./test makes it; as what people get, where that was made.
run_guard() {
  echo "== guard"
  local output=$CONFIGURATION/net10.0
  if run_child bench/Gossamer.Bench.Compare/bin/"$output"/Gossamer.Bench.Compare bench \
    "${native:-src/Gossamer.Server/bin/$output/gossamer}" bench/peers/Gossamer.Bench.Peers/bin/"$output"/Gossamer.Bench.Peers none --guard; then
    add_result guard 1 0 0
  else
    add_result guard 0 1 0
  fi
}

# A registry that cannot be reached says nothing of this code: only a vulnerability that is known fails.
run_audit() {
  echo "== audit"
  if run_child bash build/audit.sh; then add_result audit 1 0 0; else add_result audit 0 1 0; fi
}

# One of each kind of fault; tests/faults takes its time.
run_faults() {
  run_short_faults faults direct
}

run_faults-nats() {
  run_short_faults faults-nats nats
}

run_short_faults() { # suite engine
  local report="$scratch/$1.json" code
  echo "== $1"
  run_child with_native node --no-deprecation tests/e2e/faults/run.js --short --clients 16 --engine "$2" --report "$report"
  code=$?
  add_failures "$1" "$report" r.failures
  add_report "$1" "$code" "$(counts_of "$report" '[r.passed, r.failed, r.skipped]')"
}
