# tapewatch: make deps demo | make deps test | make | make install
#
# Everything is built under build/: plain/, or one folder for each SAN=.

ifneq ($(filter deps deps-checks,$(MAKECMDGOALS)),)
# The flags below ask pkg-config, which `deps` may only now install: install
# first, then start over for the other goals.
.PHONY: $(MAKECMDGOALS)
REST := $(filter-out deps deps-checks,$(MAKECMDGOALS))
deps:
	@sh .ci/deps build test
deps-checks:
	@sh .ci/deps build test checks
$(REST): $(filter deps deps-checks,$(MAKECMDGOALS))
	@$(MAKE) --no-print-directory $@
else

PREFIX     ?= /usr/local
DESTDIR    ?=
CC         ?= cc
PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g
SAN        ?=
V          ?= 0

VERSION := 0.1.0
comma   := ,
B := build/$(if $(SAN),$(subst $(comma),-,$(SAN)),$(if $(FLAVOUR),$(FLAVOUR),plain))
Q := $(if $(filter 1,$(V)),,@)

PKGS := libcurl libcjson ncursesw expat sqlite3 libutf8proc zlib
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)

# The file that libcurl is loaded from with the first request: the one that it
# would be linked to. Where it is not found, or with `make CURL_FILE=`, libcurl
# is linked.
ifeq ($(origin CURL_FILE),undefined)
CURL_FILE := $(shell readelf -d \
    "$$($(PKG_CONFIG) --variable=libdir libcurl 2>/dev/null)/libcurl.so" \
    2>/dev/null | sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')
endif
PKG_LIBS   := $(shell $(PKG_CONFIG) --libs $(if $(CURL_FILE),$(filter-out \
                libcurl,$(PKGS)),$(PKGS)) 2>/dev/null) $(if $(CURL_FILE),-ldl)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
        -Wpointer-arith -Wcast-qual -Wformat=2 -Wundef -Wvla

# A flag is used when the compiler takes it without a word.
probe = $(shell printf 'int main(void){return 0;}' | \
          $(CC) -Werror $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')
HARDEN := $(call probe,-fstack-protector-strong) \
          $(call probe,-fstack-clash-protection) \
          $(call probe,-fcf-protection=full) \
          $(call probe,-mbranch-protection=standard) \
          $(call probe,-ftrivial-auto-var-init=zero) -fPIE
FORTIFY := $(if $(SAN),,$(if $(filter -O0,$(CFLAGS)),,-U_FORTIFY_SOURCE \
             $(call probe,-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)))
FORTIFY := $(filter-out -O2,$(FORTIFY))
HARDEN_LD := $(call probe,-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now) -pie

SAN_FLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)

ALL_CPPFLAGS := -Iinclude -I$B/gen -D_GNU_SOURCE -D_DARWIN_C_SOURCE \
                -DTAPEWATCH_VERSION='"$(VERSION)"' $(PKG_CFLAGS) $(FORTIFY) $(CPPFLAGS)
ALL_CFLAGS   := -std=c11 $(WARN) $(HARDEN) $(SAN_FLAGS) $(CFLAGS)
ALL_LDFLAGS  := $(HARDEN_LD) $(SAN_FLAGS) $(LDFLAGS)
LIBS         := $(PKG_LIBS) -lpthread -lm

# The rooms without a door: tests of these link neither ncurses, curl nor
# SQLite, so the linker too proves that they need none of them.
CORE_ROOMS := base model query config feeds tape state report ui
CORE_LIBS  := $(shell $(PKG_CONFIG) --libs libcjson expat libutf8proc zlib 2>/dev/null) -lm
CORE_SRC := $(sort $(foreach r,$(CORE_ROOMS),$(wildcard src/$(r)/*.c src/$(r)/*/*.c)))
ALL_SRC  := $(sort $(wildcard src/*/*.c src/*/*/*.c))
CORE_OBJ := $(CORE_SRC:%.c=$B/%.o) $B/gen/embedded.o
ALL_OBJ  := $(ALL_SRC:%.c=$B/%.o) $B/gen/embedded.o

CORE_TESTS := $(foreach r,$(CORE_ROOMS),$(wildcard tests/unit/$(r)/test_*.c))
TESTS      := $(sort $(wildcard tests/unit/*/test_*.c))
TEST_BINS  := $(TESTS:tests/unit/%.c=$B/tests/%)
TEST_SHARED := $(sort $(wildcard tests/support/*.c))

.PHONY: all demo test check bless lint fuzz bench install uninstall clean deps cover tests
all: $B/tapewatch

demo: all
	@$B/tapewatch --demo

$B/tapewatch: $B/src/main.o $B/libtapewatch.a
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$B/libtapewatch.a: $(ALL_OBJ)
	@echo "  AR    $@"
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$B/libcore.a: $(CORE_OBJ)
	@echo "  AR    $@"
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$B/%.o: %.c Makefile
	@echo "  CC    $<"
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$B/src/net/curl_api.o $B/tests/unit/net/test_curl_api.o: ALL_CPPFLAGS += $(if $(CURL_FILE),-DTAPEWATCH_CURL_FILE='"$(CURL_FILE)"')

# ---- files that are compiled in
EMBED := $(sort $(wildcard themes/*.theme data/*.tsv data/*.ini data/*.tape))
$B/gen/embedded.c: $(EMBED) tests/layers/embed.sh Makefile
	@echo "  EMBED $@"
	@mkdir -p $(@D)
	$(Q)sh tests/layers/embed.sh $(EMBED) > $@.tmp && mv $@.tmp $@
$B/gen/embedded.o: $B/gen/embedded.c
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# ---- tests
$(CORE_TESTS:tests/unit/%.c=$B/tests/%): $B/tests/%: $B/tests/unit/%.o $(TEST_SHARED:%.c=$B/%.o) $B/libcore.a
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(CORE_LIBS)
$(filter-out $(CORE_TESTS:tests/unit/%.c=$B/tests/%),$(TEST_BINS)): $B/tests/%: $B/tests/unit/%.o $(TEST_SHARED:%.c=$B/%.o) $B/libtapewatch.a
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# It counts what is allocated.
$B/tests/ui/test_kept: ALL_LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

# The program that prints screens for tests/golden/run_screens.sh.
GOLDEN := $B/tests/golden/golden $B/tests/golden/manual
$B/tests/golden/golden: $B/tests/golden/sizes.o $B/tests/golden/hints.o $B/tests/golden/plain.o
$(GOLDEN): %: %.o $B/libcore.a
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CORE_LIBS)

tests: $(TEST_BINS) $(GOLDEN)

# TESTS_ONLY=unit/base runs the tests whose path contains that.
test: all tests
	@B=$B sh tests/run.sh $(TESTS_ONLY)
check: test
bless: all tests
	@B=$B BLESS=1 sh tests/run.sh golden
lint:
	@sh tests/layers/lint.sh
fuzz:
	@sh tests/fuzz/run.sh
BENCHES := $(patsubst %.c,$B/%,$(wildcard tests/bench/bench_*.c))
$(BENCHES): $B/tests/bench/%: $B/tests/bench/%.o $B/libtapewatch.a
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)
bench: all $(BENCHES)
	@B=$B sh tests/bench/run.sh

# ---- install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/tapewatch/themes \
	    $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
	    $(DESTDIR)$(PREFIX)/share/man/man7 \
	    $(DESTDIR)$(PREFIX)/share/doc/tapewatch
	install -m 755 $B/tapewatch $(DESTDIR)$(PREFIX)/bin/tapewatch
	install -m 644 themes/*.theme $(DESTDIR)$(PREFIX)/share/tapewatch/themes/
	install -m 644 docs/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 docs/*.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 docs/*.7 $(DESTDIR)$(PREFIX)/share/man/man7/
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 644 docs/completions/tapewatch.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tapewatch
	install -m 644 docs/completions/_tapewatch $(DESTDIR)$(PREFIX)/share/zsh/site-functions/
	install -m 644 docs/completions/tapewatch.fish \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/
	install -m 644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/tapewatch/
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tapewatch $(DESTDIR)$(PREFIX)/share/man/man1/tapewatch.1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5/tapewatch-config.5 \
	    $(DESTDIR)$(PREFIX)/share/man/man5/tapewatch-theme.5 \
	    $(DESTDIR)$(PREFIX)/share/man/man7/tapewatch-keys.7 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tapewatch \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tapewatch \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tapewatch.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/tapewatch $(DESTDIR)$(PREFIX)/share/doc/tapewatch

clean:
	rm -rf build

-include $(shell find $B -name '*.d' 2>/dev/null)
endif
