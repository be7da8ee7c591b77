# Every command of the project. The work is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test check dev build shots bench soak

help: ## lists these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## builds Ruche and serves the example company at http://127.0.0.1:8080
	@scripts/run

test: ## everything that must hold: lints, Rust tests on SQLite and PostgreSQL, journeys in a browser
	@scripts/test

check: ## the quick answer while working: lints, types, Rust tests on SQLite only
	@scripts/check

dev: ## serves the example company while you work; web files follow each change
	@scripts/dev

build: ## the program for use, web files inside: target/release/ruche
	@scripts/build

shots: ## pictures of every screen, in ./shots
	@scripts/shots

bench: ## how fast the program is, and how well the search answers
	@scripts/bench

soak: ## what breaks the server a thousand times, in an hour or two
	@scripts/soak
