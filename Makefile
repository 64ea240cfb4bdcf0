# make demo    see the program at work on the 2025 case
# make test    every test; with the race detector where there is a C compiler
# make lint    gofmt, go vet, staticcheck
# make build   bin/bokgu, static, the same bytes from the same source
# make psplib  schedules against published results; PSPLIB=DIR holds the instances
# make graph   the order on a real graph beside gonum's sort; GRAPH=FILE is the graph

GO     ?= go
BIN    := bin/bokgu
# The race detector needs cgo, and cgo a C compiler.
CC_OK  := $(shell command -v $$($(GO) env CC) >/dev/null 2>&1 && echo yes)
RACE   := $(if $(CC_OK),-race)
CGO    := $(if $(CC_OK),1,0)
# The version is stamped from git, where git can be asked.
VCS    := $(if $(shell git rev-parse HEAD 2>/dev/null),true,false)

# Data that the project does not hold; see docs/PERFORMANCE.md.
PSPLIB := $(CURDIR)/../shared/psplib
GRAPH  := $(CURDIR)/../shared/graphs/debian.csv.gz

.PHONY: all build demo test lint examples psplib graph clean

all: build

build:
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=$(VCS) -ldflags '-s -w' -o $(BIN) ./cmd/bokgu

demo: build
	@BOKGU='$(CURDIR)/$(BIN)' sh examples/nirs-2025/demo.sh

test:
	CGO_ENABLED=$(CGO) $(GO) test $(RACE) -timeout 10m ./...

lint:
	@files="$$(gofmt -l cmd pkg playbooks examples tools)"; \
	if [ -n "$$files" ]; then echo "gofmt -w needed:"; echo "$$files"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -C tools/bench ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...

# Every example must be without errors, and its drills pass.
examples: build
	@for settings in examples/*/bokgu.yaml; do \
		echo "validate $$(dirname "$$settings")"; \
		$(BIN) -C "$$(dirname "$$settings")" validate || exit 1; \
	done
	@for drill in examples/*/drills/*.yaml; do \
		echo "drill $$drill"; \
		$(BIN) drill run "$$drill" >/dev/null || exit 1; \
	done

psplib:
	$(GO) run -C tools/bench ./psplib -dir '$(PSPLIB)'

graph:
	$(GO) run -C tools/bench ./graph -file '$(GRAPH)'

clean:
	rm -rf bin
