# lode: one library, one command.
#
#   make            build/lode, build/liblode.a, build/liblode.so
#   make test       everything that proves it right (installs what is missing first)
#   make demo       look at a real project
#   make help       the other targets
#
# Variables: CC, CFLAGS, CPPFLAGS, LDFLAGS as everywhere; PREFIX and DESTDIR for install;
# SAN=1 builds with the address and undefined-behaviour sanitizers into build/san,
# SAN=thread with the thread sanitizer into build/tsan. Nothing is written outside build/
# and node_modules/.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:

VERSION := $(shell sed -n 's/^.define LODE_VERSION "\([0-9.]*\)"/\1/p' include/lode.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))

ifeq ($(origin CC),default)
CC := cc
endif
CFLAGS ?= -O2 -g
AR ?= ar
OBJCOPY ?= objcopy
PKG_CONFIG ?= pkg-config
NODE ?= node

# V=1 shows the whole commands.
V ?=
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' '$(1)' '$(2)')

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR ?= $(PREFIX)/share/man
PKGCONFIGDIR ?= $(LIBDIR)/pkgconfig

# ---------------------------------------------------------------- configuration

# The JSON library, by its pkg-config name.
JSON_PACKAGE := yajl
PACKAGES := libuv libxxhash $(JSON_PACKAGE)

comma := ,
SAN ?=
ifeq ($(SAN),)
    OUT := build
    SAN_FLAGS :=
else ifeq ($(SAN),1)
    OUT := build/san
    SAN_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(SAN),thread)
    OUT := build/tsan
    SAN_FLAGS := -fsanitize=thread -fno-omit-frame-pointer
else ifeq ($(SAN),fuzzer)
    OUT := build/fuzz
    SAN_FLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else
    $(error SAN is 1 (address and undefined behaviour) or thread, not '$(SAN)')
endif
# Other people's code is built quickly there, and its own undefined behaviour is not ours to find.
VENDOR_FLAGS := $(if $(SAN),-O1) $(subst $(comma)undefined,,$(SAN_FLAGS))
CONFIG := $(notdir $(firstword $(CC)))$(patsubst %,-%,$(SAN))
OBJ := build/obj/$(CONFIG)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wold-style-definition -Wundef -Wvla -Wwrite-strings
COMMON_FLAGS := -std=c11 -D_GNU_SOURCE -fvisibility=hidden -fPIC -pthread

# pkg-config is asked once, when the first compiler call needs it: a fresh machine has none yet.
PACKAGE_CFLAGS = $(eval PACKAGE_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PACKAGES)))$(PACKAGE_CFLAGS)
PACKAGE_LIBS = $(eval PACKAGE_LIBS := $$(shell $(PKG_CONFIG) --libs $(filter-out libxxhash,$(PACKAGES))))$(PACKAGE_LIBS)

# The engine that runs code is a shared object of its own, built where JavaScriptCore is installed.
ENGINE_PACKAGE := javascriptcoregtk-4.1
HAS_ENGINE := $(if $(filter 0,$(shell $(PKG_CONFIG) --exists $(ENGINE_PACKAGE) 2>/dev/null; echo $$?)),1)
ENGINE_CFLAGS := $(if $(HAS_ENGINE),$(shell $(PKG_CONFIG) --cflags $(ENGINE_PACKAGE) | sed 's/-I/-isystem /g'))
ENGINE_LIBS := $(if $(HAS_ENGINE),$(shell $(PKG_CONFIG) --libs $(ENGINE_PACKAGE)))

LODE_FLAGS = $(COMMON_FLAGS) $(SAN_FLAGS) $(if $(SAN),-DLODE_SANITIZED) $(WARNINGS) -I. $(PACKAGE_CFLAGS)
LIBS = $(PACKAGE_LIBS) -lpthread -lm

# ---------------------------------------------------------------- sources

TREE_SITTER := node_modules/tree-sitter/vendor/tree-sitter/lib
GRAMMAR := node_modules/tree-sitter-javascript/src
VENDOR_SOURCES := $(TREE_SITTER)/src/lib.c $(GRAMMAR)/parser.c $(GRAMMAR)/scanner.c
TREE_SITTER_FLAGS := -I$(TREE_SITTER)/include -DTREE_SITTER_HIDE_SYMBOLS -DTREE_SITTER_HIDDEN_SYMBOLS

LIBRARY_SOURCES := $(wildcard base/*.c resolver/*.c syntax/*.c graph/*.c graph/check/*.c loader/*.c loader/modules/*.c loader/natives/*.c)
ENGINE_SOURCES := $(wildcard loader/jsc/*.c)
CLI_SOURCES := $(wildcard cli/*.c cli/formats/*.c)
UNIT_SOURCES := $(wildcard tests/unit/test_*.c tests/unit/*/test_*.c)
UNIT_HELPERS := $(filter-out $(UNIT_SOURCES),$(wildcard tests/unit/*.c tests/unit/*/*.c))
FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_HELPERS := $(filter-out $(FUZZ_SOURCES),$(wildcard tests/fuzz/*.c))
HEADERS := $(wildcard include/*.h base/*.h resolver/*.h syntax/*.h graph/*.h graph/check/*.h loader/*.h loader/modules/*.h loader/natives/*.h loader/jsc/*.h cli/*.h cli/formats/*.h)
OUR_SOURCES := $(LIBRARY_SOURCES) $(ENGINE_SOURCES) $(CLI_SOURCES) $(UNIT_SOURCES) $(UNIT_HELPERS) $(FUZZ_SOURCES) $(FUZZ_HELPERS) \
    $(wildcard tests/oracle-base/*.c tests/spec/*.c tests/body/*.c tests/install/*.c bench/lib/*.c)

VENDOR_OBJECTS := $(VENDOR_SOURCES:%.c=$(OBJ)/%.o)
# The JavaScript that the host is made of, loader/core/ and the packages it requires, as C data.
CORE_FILES := build/gen/core_files
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(OBJ)/%.o) $(OBJ)/gen/core_files.o
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(OBJ)/%.o)
ENGINE_OBJECTS := $(ENGINE_SOURCES:%.c=$(OBJ)/%.o)
ENGINE := $(if $(HAS_ENGINE),$(OUT)/liblode-jsc.so)
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/%.c=$(OUT)/tests/%)
FUZZ_PROGRAMS := $(FUZZ_SOURCES:tests/fuzz/%.c=build/fuzz/%)

INTERNAL := $(OBJ)/internal.a
SHARED := liblode.so.$(SOVERSION)

# ---------------------------------------------------------------- building

.PHONY: all
all: $(OUT)/lode $(OUT)/liblode.a $(OUT)/liblode.so $(if $(HAS_ENGINE),$(ENGINE),without-engine) ## build/lode, build/liblode.a, build/liblode.so, the engine (default)

# Objects are made anew when the flags change, programs when the compiler changes: these two files
# are touched only when their text would be another.
FLAGS_STAMP := $(OBJ)/.flags
LINK_STAMP := $(OUT)/.linked-by
$(FLAGS_STAMP): FORCE
	@$(call write_if_changed,$(CC) $(CPPFLAGS) $(CFLAGS) $(LODE_FLAGS) $(TREE_SITTER_FLAGS) $(VENDOR_FLAGS))
$(LINK_STAMP): FORCE
	@$(call write_if_changed,$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) $(LIBS))
write_if_changed = mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(1))' >$@.$$$$; \
    if cmp -s $@.$$$$ $@; then rm -f $@.$$$$; else mv $@.$$$$ $@; fi
.PHONY: FORCE
FORCE:

# Only syntax/ gets to see tree-sitter's headers.
$(OBJ)/syntax/%.o $(OBJ)/tests/unit/syntax/%.o: private LODE_FLAGS += $(TREE_SITTER_FLAGS)

$(OBJ)/%.o: %.c $(FLAGS_STAMP) | $(TREE_SITTER)/src/lib.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(LODE_FLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

# Only loader/jsc/ gets to see the engine's headers.
$(OBJ)/loader/jsc/%.o: private LODE_FLAGS += $(ENGINE_CFLAGS)

# Where the command finds the engine, as seen from its own folder: the same for every PREFIX.
ENGINE_FROM_COMMAND := $(shell realpath -m --relative-to='$(BINDIR)' '$(LIBDIR)/lode' 2>/dev/null || echo ../lib/lode)
ENGINE_STAMP := $(OBJ)/.engine-place
$(ENGINE_STAMP): FORCE
	@$(call write_if_changed,$(ENGINE_FROM_COMMAND))
$(OBJ)/loader/engine.o: $(ENGINE_STAMP)
$(OBJ)/loader/engine.o: private LODE_FLAGS += -DLODE_ENGINE_FROM_COMMAND='"$(ENGINE_FROM_COMMAND)"'

CORE_SCRIPTS := $(shell find loader/core -name '*.js')
$(CORE_FILES).c: tools/embed.mjs tools/adapt.mjs package-lock.json $(CORE_SCRIPTS) | $(TREE_SITTER)/src/lib.c
	@mkdir -p $(@D)
	$(call say,EMBED,loader/core)
	$(Q)$(NODE) tools/embed.mjs $@ --depend $(CORE_FILES).d
$(OBJ)/gen/core_files.o: $(CORE_FILES).c $(FLAGS_STAMP)
	@mkdir -p $(@D)
	$(Q)$(CC) $(COMMON_FLAGS) -I. -w $(CPPFLAGS) -O0 -c $< -o $@
-include $(CORE_FILES).d

# Other people's code: their warnings are not ours to fix, and assertions stay off.
$(VENDOR_OBJECTS): $(OBJ)/node_modules/%.o: node_modules/%.c $(FLAGS_STAMP)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(COMMON_FLAGS) $(TREE_SITTER_FLAGS) -I$(TREE_SITTER)/src -I$(GRAMMAR) -w -DNDEBUG $(CPPFLAGS) $(CFLAGS) \
	    $(VENDOR_FLAGS) -MMD -MP -c $< -o $@

$(VENDOR_SOURCES):
	@echo "$@ is missing. To install what lode is built from, run: tools/setup.sh" >&2; exit 2

# Everything but the command's own files. The command and the unit tests use inner functions, so they
# link with this; the two public libraries show include/lode.h and nothing else.
$(INTERNAL): $(LIBRARY_OBJECTS) $(VENDOR_OBJECTS)
	@mkdir -p $(@D); rm -f $@
	$(Q)$(AR) rcs $@ $^

$(OUT)/lode: $(CLI_OBJECTS) $(INTERNAL) $(LINK_STAMP)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) -pthread $(CLI_OBJECTS) $(INTERNAL) $(LIBS) -o $@

# One object whose hidden names are local: no clash with a tree-sitter of the program's own.
$(OUT)/liblode.a: $(LIBRARY_OBJECTS) $(VENDOR_OBJECTS) $(LINK_STAMP)
	@mkdir -p $(@D); rm -f $@
	$(call say,AR,$@)
	$(Q)$(CC) -r -nostdlib -o $(OBJ)/liblode.o $(LIBRARY_OBJECTS) $(VENDOR_OBJECTS)
	$(Q)$(OBJCOPY) --localize-hidden $(OBJ)/liblode.o
	$(Q)$(AR) rcs $@ $(OBJ)/liblode.o

$(OUT)/$(SHARED): $(LIBRARY_OBJECTS) $(VENDOR_OBJECTS) $(LINK_STAMP)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) -shared -pthread -Wl,-soname,$(SHARED) \
	    $(LIBRARY_OBJECTS) $(VENDOR_OBJECTS) $(LIBS) -o $@

$(OUT)/liblode.so: $(OUT)/$(SHARED)
	$(Q)ln -sf $(SHARED) $@

# It takes what it needs of base/ along: the command shows it no names.
$(OUT)/liblode-jsc.so: $(ENGINE_OBJECTS) $(INTERNAL) $(LINK_STAMP)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) -shared -pthread $(ENGINE_OBJECTS) $(INTERNAL) $(ENGINE_LIBS) -o $@

.PHONY: without-engine
without-engine:
	@echo "The engine is left out: pkg-config knows no $(ENGINE_PACKAGE) (Debian: lib$(ENGINE_PACKAGE)-dev). 'lode run' needs it." >&2

$(OUT)/lode.1: $(OUT)/lode
	$(Q)$(OUT)/lode help --man >$@

# Libraries are named by flags, not by Requires.private: who links shared need not have their headers.
relative_to_prefix = $(patsubst $(PREFIX)/%,$${prefix}/%,$(1))
$(OUT)/lode.pc: lode.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(call relative_to_prefix,$(LIBDIR))|' \
	    -e 's|@INCLUDEDIR@|$(call relative_to_prefix,$(INCLUDEDIR))|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBS@|$(LIBS)|' lode.pc.in >$@

-include $(LIBRARY_OBJECTS:.o=.d) $(ENGINE_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(VENDOR_OBJECTS:.o=.d)

# ---------------------------------------------------------------- installing

INSTALLED = $(BINDIR)/lode $(LIBDIR)/liblode.a $(LIBDIR)/liblode.so $(LIBDIR)/$(SHARED) $(LIBDIR)/liblode.so.$(VERSION) \
    $(INCLUDEDIR)/lode.h $(PKGCONFIGDIR)/lode.pc $(MANDIR)/man1/lode.1 \
    $(LIBDIR)/lode/liblode-jsc.so

.PHONY: install uninstall
install: all $(OUT)/lode.1 $(OUT)/lode.pc ## install under PREFIX (default /usr/local), staged in DESTDIR
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR) $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(PKGCONFIGDIR) \
	    $(DESTDIR)$(MANDIR)/man1
	install -m 755 $(OUT)/lode $(DESTDIR)$(BINDIR)/lode
	install -m 644 $(OUT)/liblode.a $(DESTDIR)$(LIBDIR)/liblode.a
	install -m 755 $(OUT)/$(SHARED) $(DESTDIR)$(LIBDIR)/liblode.so.$(VERSION)
	ln -sf liblode.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SHARED)
	ln -sf $(SHARED) $(DESTDIR)$(LIBDIR)/liblode.so
ifneq ($(HAS_ENGINE),)
	install -d $(DESTDIR)$(LIBDIR)/lode
	install -m 755 $(ENGINE) $(DESTDIR)$(LIBDIR)/lode/liblode-jsc.so
endif
	install -m 644 include/lode.h $(DESTDIR)$(INCLUDEDIR)/lode.h
	install -m 644 $(OUT)/lode.pc $(DESTDIR)$(PKGCONFIGDIR)/lode.pc
	install -m 644 $(OUT)/lode.1 $(DESTDIR)$(MANDIR)/man1/lode.1

uninstall: ## remove what install put there, and nothing else
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	[ ! -d $(DESTDIR)$(LIBDIR)/lode ] || rmdir --ignore-fail-on-non-empty $(DESTDIR)$(LIBDIR)/lode

# ---------------------------------------------------------------- testing

# Tests link with the inner library and cmocka; files that are not test_*.c are helpers for all.
UNIT_ARCHIVE := $(OBJ)/unit-helpers.a
$(UNIT_ARCHIVE): $(UNIT_HELPERS:%.c=$(OBJ)/%.o)
	@mkdir -p $(@D); rm -f $@
	$(Q)$(AR) rcs $@ $^
$(UNIT_PROGRAMS): $(OUT)/tests/%: $(OBJ)/tests/%.o $(UNIT_ARCHIVE) $(INTERNAL) $(LINK_STAMP)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) -pthread $< $(UNIT_ARCHIVE) $(INTERNAL) -lcmocka $(LIBS) -o $@
-include $(UNIT_SOURCES:%.c=$(OBJ)/%.d) $(UNIT_HELPERS:%.c=$(OBJ)/%.d)

# Programs that scripts ask: paths and URLs for tests/oracle-base, resolution in memory for tests/spec, bodies for tests/body.
HELPER_PROGRAMS := $(OUT)/tests/oracle-base/driver $(OUT)/tests/spec/answer $(OUT)/tests/body/driver
$(HELPER_PROGRAMS): $(OUT)/tests/%: $(OBJ)/tests/%.o $(UNIT_ARCHIVE) $(INTERNAL) $(LINK_STAMP)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SAN_FLAGS) $(LDFLAGS) -pthread $< $(UNIT_ARCHIVE) $(INTERNAL) -lcmocka $(LIBS) -o $@
-include $(HELPER_PROGRAMS:$(OUT)/%=$(OBJ)/%.d)

# Those who call without -j get all processors where it matters.
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

# The runner learns where the build is from these.
export LODE = $(CURDIR)/$(OUT)/lode
export LODE_OUT = $(CURDIR)/$(OUT)
export LODE_MAKE = $(MAKE)

.PHONY: setup unit-programs test unit golden spec bad-input body programs programs-short random packages docs-examples oracle oracle-short valgrind
setup: ## install what building and testing need (apt-get and npm ci)
	tools/setup.sh test

test: ## all tests; ends with one line, "N passed, N failed"
	tools/setup.sh test
	@$(MAKE) --no-print-directory $(PARALLEL) all unit-programs $(HELPER_PROGRAMS)
	@$(NODE) tests/run.mjs

unit-programs: $(UNIT_PROGRAMS) $(ENGINE)
unit: unit-programs ## unit tests only
	@$(NODE) tests/run.mjs unit
golden spec bad-input body: all $(HELPER_PROGRAMS) ## output, text specs, bad input, bodies: one part alone
	@$(NODE) tests/run.mjs $@
programs programs-short random packages: all ## programs, random graphs, real packages, run by lode and Node 26
	@$(NODE) tests/run.mjs $@
docs-examples: all ## the examples of README and docs/
	@$(NODE) tests/run.mjs docs
valgrind: all ## bad input under valgrind
	@$(NODE) tests/run.mjs $@
oracle-short: all ## 2,000 fresh random cases against Node 26, and as many against this Node
	@$(NODE) tests/run.mjs oracle
oracle: all $(HELPER_PROGRAMS) ## the long run: 100,000 random cases, 70,000 module graphs, both corpora, all names
	@$(NODE) tests/run.mjs oracle corpus-long names oracle-long names-long random-long base-long

.PHONY: demo bench
demo: ## statistics, a tree, a chain and the cycles of a real project
	tools/setup.sh build
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@tools/demo.sh

bench: ## measure against esbuild, dependency-cruiser, madge, nft, dpdm and the resolvers
	tools/setup.sh build
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@$(NODE) bench/run.mjs

# ---------------------------------------------------------------- fuzzing

# Each target runs FUZZ_SECONDS; what it finds stays in build/fuzz/findings. Needs clang.
FUZZ_SECONDS ?= 60
.PHONY: fuzz fuzz-programs
fuzz: ## run every fuzz target for FUZZ_SECONDS (default 60); needs clang
	tools/setup.sh lint
	@$(MAKE) --no-print-directory $(PARALLEL) SAN=fuzzer CC=clang fuzz-programs
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tools/fuzz.sh
fuzz-programs: $(FUZZ_PROGRAMS)
FUZZ_ARCHIVE := $(OBJ)/fuzz-helpers.a
$(FUZZ_ARCHIVE): $(FUZZ_HELPERS:%.c=$(OBJ)/%.o)
	@mkdir -p $(@D); rm -f $@
	$(Q)$(AR) rcs $@ $^
$(FUZZ_PROGRAMS): build/fuzz/%: $(OBJ)/tests/fuzz/%.o $(FUZZ_ARCHIVE) $(INTERNAL) $(LINK_STAMP)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined $(LDFLAGS) -pthread $< $(FUZZ_ARCHIVE) $(INTERNAL) $(LIBS) -o $@
-include $(FUZZ_SOURCES:%.c=$(OBJ)/%.d) $(FUZZ_HELPERS:%.c=$(OBJ)/%.d)

# ---------------------------------------------------------------- house-keeping

export LODE_TIDY_FLAGS = -std=c11 -D_GNU_SOURCE -I. $(TREE_SITTER_FLAGS) $(ENGINE_CFLAGS)

.PHONY: lint analyze fmt errors-doc clean help
lint: ## clang-tidy, cppcheck, format, layer arrows, generated files
	tools/setup.sh lint
	@tools/lint.sh

analyze: ## the analyser of clang, path by path; some minutes
	tools/setup.sh lint
	@tools/lint.sh analyze

fmt: ## format all C files in place
	clang-format -i $(OUR_SOURCES) $(HEADERS)

errors-doc: ## write docs/errors.md from base/errors.def
	tools/errors-doc.sh >docs/errors.md

clean: ## remove what was built (what npm installed, build/corpora and build/bench, stays)
	@[ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name corpora ! -name bench -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z][a-z -]*\):.*## \(.*\)/  \1~\2/p' $(firstword $(MAKEFILE_LIST)) | \
	    while IFS='~' read -r name text; do printf '  %-24s %s\n' "$$name" "$$text"; done
