# Every target is documented by the comment behind it; `make` alone prints them.
# The JDK is found by .build/jdk, so nothing has to be exported.

SHELL := /bin/bash
MVN := ./mvnw -B -ntp

.DEFAULT_GOAL := help
.PHONY: help build test check format golden docs bench demo lab compat equivalence soak install native e2e clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

build: ## Compile everything and make the package, without running tests
	@$(MVN) -q -DskipTests package

test: ## Build, run every test (the packaged provider and the real terraform included), print the totals
	@.build/test

check: ## Formatting, sorted poms, file and method sizes, imports, build environment; runs no test
	@.build/check

format: ## Rewrite Java sources and poms in the house format
	@$(MVN) -q spotless:apply

golden: ## Rerun the golden tests and let them rewrite their files; review the difference
	@.build/golden

docs: ## Regenerate docs/ from the attribute tables, and each family's folder under target/docs/
	@.build/docs

bench: ## Measure provider and command beside what people use; prints tables, writes target/bench*
	@.build/bench

demo: ## Embedded lab, terraform init, apply, plan, change, destroy; leaves nothing behind
	@.build/demo

lab: ## Keep the embedded lab running and print the environment for one's own HCL
	@.build/lab

compat: ## The runner's conformance cases; with ANSIBLE_SOURCE=DIR ansible-core's own targets, with TREES=DIR listings of large trees
	@.build/compat

equivalence: ## Run an equivalence suite against the framework: make equivalence SUITE=DIR
	@.build/equivalence "$(SUITE)"

soak: ## The full matrices (tests tagged soak), which make test samples
	@.build/test -Dholdfast.test.groups=soak -Dholdfast.test.excludedGroups=

install: ## Lay out a Terraform file-system mirror: make install PREFIX=DIR
	@.build/install "$(PREFIX)"

native: ## Native binaries (their issue is not done yet)
	@echo "make native: the native binaries come with an issue of their own; until then make install lays out the JVM package." >&2; exit 1

e2e: ## Tests against a real Proxmox VE (their issue is not done yet)
	@echo "make e2e: tests against a real Proxmox VE come with an issue of their own; until then make test runs against the simulator." >&2; exit 1

clean: ## Remove everything that a build made
	@$(MVN) -q clean
