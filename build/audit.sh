#!/usr/bin/env bash
# Asks the registries whether a package that is used has a known vulnerability: build/audit.sh. Exit code 1 when one has; 0 when none is
# known, or when a registry cannot be reached or does not offer the question, which is said, since that says nothing of this code.
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
limit=30 # seconds a question
found=0

audit_dotnet() {
  local output
  if ! output="$(timeout "$limit" dotnet list Gossamer.slnx package --vulnerable --include-transitive 2>&1)"; then
    echo "dotnet: not audited: $(grep -m 1 -i 'error' <<<"$output" || echo "no answer within $limit s")"
  elif grep -q 'has the following vulnerable packages' <<<"$output"; then
    echo "dotnet: vulnerable packages"
    grep -E '^(Project|   >)' <<<"$output"
    found=1
  elif grep -qiE 'NU1900|NU1905' <<<"$output"; then
    echo "dotnet: not audited: the package source does not tell vulnerabilities"
  else
    echo "dotnet: no vulnerable package is known"
  fi
}

audit_npm() { # folder
  local output total
  output="$(cd "$1" && timeout "$limit" npm audit --json 2>/dev/null)"
  total="$(node -e 'console.log(JSON.parse(require("fs").readFileSync(0, "utf8")).metadata.vulnerabilities.total)' <<<"$output" 2>/dev/null)"
  if ! [[ "$total" =~ ^[0-9]+$ ]]; then
    echo "npm, $1: not audited: the registry cannot be reached or does not offer it"
  elif [ "$total" -eq 0 ]; then
    echo "npm, $1: no vulnerable package is known"
  else
    echo "npm, $1: $total vulnerable packages"
    (cd "$1" && timeout "$limit" npm audit 2>/dev/null)
    found=1
  fi
}

audit_dotnet
while read -r lock; do
  lock="${lock#./}"
  audit_npm "${lock%/*}"
done < <(find . -name node_modules -prune -o -name package-lock.json -print | sort)
exit "$found"
