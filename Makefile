# Plumbline. `make demo` shows the main job, `make test` runs the whole test suite; both install what they need on Debian.

SWIFT ?= swift
# lld keeps quiet about a note in the toolchain's static library that the other linkers print as a warning.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld
PLUMBLINE = .build/release/plumbline

.PHONY: all demo test lint format generate generate-check bench fuzz setup clean

all: setup
	$(SWIFT) build $(RELEASE) --product plumbline

# Installs the system libraries where they are missing (needs root or sudo for that, and only then).
setup:
	@sh .ci/setup

demo: all
	@sh .ci/demo $(PLUMBLINE)

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-swift-testing

# Format and house rules.
lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

# Compiles Profiles/ into the embedded images.
generate: setup
	$(SWIFT) build $(RELEASE) --product plumbline-generate
	.build/release/plumbline-generate Profiles Sources/CDefinitions
	$(SWIFT) build $(RELEASE) --product plumbline-generate-maps
	.build/release/plumbline-generate-maps image Profiles Sources/CDefinitions/maps.image

generate-check: setup
	$(SWIFT) build $(RELEASE) --product plumbline-generate
	.build/release/plumbline-generate --check Profiles Sources/CDefinitions
	$(SWIFT) build $(RELEASE) --product plumbline-generate-maps
	.build/release/plumbline-generate-maps --check image Profiles Sources/CDefinitions/maps.image

# Measures speed, memory and start-up beside floors and peers in the same run.
bench: all
	$(SWIFT) build $(RELEASE) --product plumbline-bench
	@sh .ci/bench

# Fuzzes each reader; SECONDS for each, 60 unless told.
fuzz: setup
	@sh Tests/FuzzTargets/run.sh $(or $(SECONDS),60)

clean:
	rm -rf .build
