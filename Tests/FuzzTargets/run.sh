#!/bin/sh
# Fuzzes the readers with libFuzzer: Tests/FuzzTargets/run.sh [seconds for each] [target ...]
# Targets: JSON XML CSV HL7v2 YAML HL7v2Profile. Builds into .build/fuzz, keeps what it learns in .build/fuzz/corpus and inputs that
# break something in .build/fuzz/findings.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
targets=${*:-JSON XML CSV HL7v2 YAML HL7v2Profile}
build=.build/fuzz
# Traps are for libFuzzer to report.
export SWIFT_BACKTRACE=enable=no
modules="SourceTree Diagnostics JSONSyntax XMLSyntax YAMLSyntax CSVSyntax HL7v2Syntax HL7v2Model Schema FHIRPath UKIdentifiers \
HL7v2Definitions HL7v2Validation"
for module in JSONSyntax XMLSyntax YAMLSyntax CSVSyntax HL7v2Model HL7v2Validation; do
  swift build -c release --build-path "$build" --target "$module" -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library
done
objects=
for module in $modules; do objects="$objects $(ls "$build/release/$module.build/"*.o)"; done
status=0
for target in $targets; do
  folder=$(echo "$target" | tr '[:upper:]' '[:lower:]')
  swiftc -O -parse-as-library -module-name "${target}Fuzz" -sanitize=fuzzer -use-ld=lld -I "$build/release/Modules" \
    -I Sources/CLibXML2 -I Sources/CLibYAML $(pkg-config --cflags libxml-2.0 yaml-0.1 | sed 's/-I/-Xcc -I/g') \
    Tests/FuzzTargets/FuzzInput.swift "Tests/FuzzTargets/${target}Fuzz.swift" $objects \
    $(pkg-config --libs libxml-2.0 yaml-0.1) -o "$build/$target"
  mkdir -p "$build/corpus/$folder" "$build/findings"
  echo "== $target, $seconds s"
  "$build/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -artifact_prefix="$build/findings/$folder-" -verbosity=0 -print_final_stats=1 "$build/corpus/$folder" "Tests/FuzzTargets/Seeds/$folder" || status=1
done
exit $status
