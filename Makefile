# Ledgerpress. `make help` lists the words. Each works alone on a bare Debian 12 that has only make and git.
#
# The sources stand by room, in the order in which a room may see the ones before it: this list is the table of contents.

LATE     = late qpdf gmime gsf tiff xlsxwriter haru magic
BASE     = arena text text_escape diag diag_record money date digest file file_out child foreign tiff_memory
DB       = country event left canonical db db_scratch query db_guard db_function reference payload db_payment db_insert fits address named named_open
HOUSE    = house_file language house_keys house_clock house_rate house house_find house_preset
IMPORT   = csv charset value_amount value_date separator profile profile_find profile_report profile_draft profile_draft_cell profile_draft_other look customers totals rows rows_identity rows_dialect rows_cell rows_ledger rows_total store_pair rows_group rows_doubts store proof replace import
PLAN     = policy snapshot account settle items sums doubts case conditions job issued excepted jobs register register_number strongest tieout_rows tieout_letters tieout unless
LAYOUT   = vocabulary sentence xml xml_flat layout find po po_text plural catalogue terms texts check check_query
FILL     = content content_html content_plain content_screen content_svg locale isolate spellout spellout_ar spellout_name currency_said phrase recipe_table recipe asked show tables strips blocks fill
TYPE     = type face outline inert shape itemize fit line kept lines cff cff_plain cff_subset subset
FLOW     = nobreak words strip para sheet letter labels running table_width table_part table_write write ticks table keybox bucket code form sign slip chart image split place flow
EMIT     = xlsx xlsx_check pdf_syntax pdf_file pdf_subset pdf_unicode pdf_font pdf_text pdf_page pdf_struct pdf_meta pdf_image pdf_outline pdf_form_font \
	pdf_form pdf pdf_merge mail trace court_page court_strip court_tags court_link court_file
SIGN     = key cms reader update look
EVIDENCE = name name_clash media media_read media_mail media_msg doctype vault intake intake_query intake_kind intake_again intake_index intake_amount extract bag bag_source bag_zip bag_tag bag_list bag_read bag_custody custody custody_told history history_log history_words correct exhibit exhibit_name bundle_printed bundle_purged bundle_rewind bundle_given bundle_name bundle bundle_file
CLI      = cmd out screen screen_table list term sink sink_line day known version
RUN      = rows_json since because month choice idle ladder due types freeze written forbidden maker picture picture_tiff batch make_plan make_without make_write make_lists stack print_marks labels make_merged make_print mail_rules make_mail make_mail_parts make_mail_copies make_mail_lists part make_end merge_read merge template web run_sums web_sums summary web_without web_run web_house bag_index bundle_index scan_page court_exhibit court gaps report report_chart report_words report_formula dashboard handover handover_once handover_index handover_pack sign_paper
CMD      = main cmd_init start_house cmd_start cmd_import cmd_check cmd_doctor doctor_house doctor_ledger cmd_status cmd_month cmd_show cmd_plan cmd_make cmd_merge cmd_preview cmd_record record_known record_echo record_run record_file record_day record_undo cmd_case cmd_evidence evidence_amount cmd_bundle cmd_verify verify_run verify_pdf verify_json cmd_handover cmd_report cmd_register cmd_print cmd_sign cmd_retention cmd_new cmd_wording cmd_explain cmd_help help help_layout help_ledger help_house help_query complete cmd_complete

ROOMS = late base db house import plan layout fill type flow emit sign evidence cli run cmd

B       ?= build
CC      ?= gcc
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
J       ?= $(shell nproc)

BUILD_PACKAGES = gcc libc6-dev pkg-config libsqlite3-dev libcsv-dev libqrencode-dev libexpat1-dev libicu-dev libharfbuzz-dev libzip-dev \
	libxlsxwriter-dev libssl-dev libinih-dev libpng-dev libjpeg62-turbo-dev libdeflate-dev zlib1g-dev libqpdf-dev libgmime-3.0-dev libhpdf-dev libexif-dev libdmtx-dev libmagic-dev \
	libtiff-dev libgsf-1-dev
DEMO_PACKAGES  = poppler-utils
CHECK_PACKAGES = check clang-format qpdf poppler-utils mupdf-tools sqlite3 openssl gettext libxml2-utils libarchive-tools p7zip-full unzip \
	libnss3-tools valgrind strace jq python3 default-jre-headless libpdfbox2-java libjaxb-api-java \
	libactivation-java chromium zbar-tools python3-zxing-cpp libreoffice-calc-nogui gir1.2-poppler-0.18 python3-gi zsh fish mandoc python3-kubernetes binutils
PICTURES_PACKAGES = poppler-utils imagemagick python3 chromium
SOAK_PACKAGES  = slurm-wlm munge
GALLERY_PACKAGES = poppler-utils imagemagick python3
BENCH_PACKAGES = libpango1.0-dev libcairo2-dev libfontconfig-dev fontconfig fonts-dejavu-core poppler-utils sqlite3 python3 python3-reportlab weasyprint groff time

LIBRARIES = sqlite3 expat icu-i18n icu-uc harfbuzz glib-2.0 libzip libcrypto inih libpng libjpeg libdeflate zlib libqrencode libexif libdmtx
# Those that few commands want are loaded when they are first called (gen/late/late.h): pkg-config's names, and the linker's.
LATE_LIBRARIES = libqpdf gmime-3.0 libgsf-1 libtiff-4 xlsxwriter libmagic
LATE_NAMES     = qpdf gobject-2.0 gmime-3.0 gsf-1 tiff xlsxwriter hpdf magic

.PHONY: all program units help deps deps-demo deps-check deps-soak deps-bench demo check unit golden asan fuzz soak mutants bench lint man pictures gallery install install-files \
	clean

all: deps
	@$(MAKE) --no-print-directory -j$(J) program

help:
	@sed -n 's/^## //p' Makefile

## all       install what building needs, build $(B)/ledgerpress
## deps      install what building needs
## demo      all, then everything for the sample houses under $(B)/demo/
## check     install what checking needs, pass every test
## unit, golden, lint   parts of the checks
## asan      the whole suite under AddressSanitizer and UBSan
## fuzz      spoilt exports and layouts, under the same: MINUTES=5, or ROUNDS=; SEED=, and ROUND= to see one of them again
## soak      the demo's months with kills and full disks: MINUTES=5, or CYCLES=; SEED=. Then every allocation of the libraries failed (STARVE=100: so many); then LEDGERS=5000 random ledgers, permuted and split; then kills at many points of a run, and 20 rounds of each race. Then a case of FILES=2000 papers of MB=5000 in flat memory. Then a run in PARTS=6 on a Slurm of its own (NODES=3), a node of which dies
## mutants   breaks the program in a hundred small ways, one at a time: a test must notice each (EDITS=money: those of that name)
## bench     1 000 statements beside cairo/pango, libharu, Typst, groff, ReportLab and WeasyPrint, the import beside sqlite3, planning by size of house; kept in tests/bench/RESULTS.md
## pictures  the README's pages, from the demo; gallery: each document type in each language under $(B)/gallery/, and a sheet of them all; man: the man page, from what -h says
## install   program, man pages, completion for bash, zsh and fish, layouts and fonts under $(PREFIX)

deps:
	@sh tests/deps.sh $(BUILD_PACKAGES)
deps-demo: deps
	@sh tests/deps.sh $(DEMO_PACKAGES)
deps-check: deps
	@sh tests/deps.sh $(DEMO_PACKAGES) $(CHECK_PACKAGES)
deps-soak: deps-soak
	@sh tests/deps.sh $(SOAK_PACKAGES) || echo "make soak goes on without a cluster"
deps-bench: deps
	@sh tests/deps.sh $(BENCH_PACKAGES)

# ---- building -------------------------------------------------------------------------------------------------------

# asked once, when first wanted: pkg-config is one of the things that deps installs
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags-only-I $(LIBRARIES) $(LATE_LIBRARIES) 2>/dev/null | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lcsv)$(PKG_LIBS)
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror \
	-Igen -I$(B)/gen $(PKG_CFLAGS) -MMD -MP $(CFLAGS)

objects = $(patsubst %,$(B)/gen/$(1)/%.o,$(2))
# OBJ_base is the objects of gen/base/, as BASE lists them; and so on for each room
$(foreach r,$(ROOMS),$(eval OBJ_$(r) = $(call objects,$(r),$($(shell echo $(r) | tr a-z A-Z)))))
OBJ_rooms    = $(foreach r,$(filter-out cmd,$(ROOMS)),$(OBJ_$(r)))

program: $(B)/ledgerpress

$(B)/ledgerpress: $(OBJ_rooms) $(OBJ_cmd)
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(B)/gen/%.o: gen/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(ALL_CFLAGS) -c -o $@ $<

# SQL that belongs to the program is compiled in as a string: gen/db/schema.sql -> $(B)/gen/db/schema.sql.inc
$(B)/gen/%.sql.inc: gen/%.sql
	@mkdir -p $(@D)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@

# What the linker would write down of a library that is loaded late: the name of the file that fits its headers.
$(B)/gen/late/late_names.inc: Makefile
	@mkdir -p $(@D)
	@for l in $(LATE_NAMES); do \
		n=$$(objdump -p "$$($(CC) -print-file-name=lib$$l.so)" | sed -n 's/^ *SONAME *//p'); \
		[ -n "$$n" ] || { echo "lib$$l.so has no name to load it by" >&2; exit 1; }; \
		echo "#define NAME_$$(echo $$l | tr .- __) \"$$n\""; \
	done > $@.new
	@mv $@.new $@

$(B)/gen/late/late.o: | $(B)/gen/late/late_names.inc

SQL_INC = $(patsubst %,$(B)/%.inc,$(wildcard gen/*/*.sql))
$(OBJ_rooms) $(OBJ_cmd): | $(SQL_INC)

# A unit test tests/unit/ROOM_subject.c sees ROOM and the rooms before it, never the later ones.
UNITS = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*_*.c))
room_objects = $(foreach r,$(call before,$(1),$(ROOMS)),$(OBJ_$(r)))
before = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call before,$(1),$(wordlist 2,99,$(2)))))

# gold, where it is, links a test in half the time: it does not read the libraries that libraries name
UNIT_LD = $(eval UNIT_LD := $(shell $(CC) -fuse-ld=gold -Wl,--version >/dev/null 2>&1 && echo -fuse-ld=gold))$(UNIT_LD)

.SECONDEXPANSION:
$(B)/unit/%: tests/unit/%.c $$(call room_objects,$$(firstword $$(subst _, ,$$*)))
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(filter-out -Wconversion,$(ALL_CFLAGS)) -Itests/unit $(LDFLAGS) $(UNIT_LD) -o $@ $< \
		$(call room_objects,$(firstword $(subst _, ,$*))) $(PKG_LIBS) $$(pkg-config --libs check) \
		-Wl,--as-needed $$(pkg-config --libs $(LATE_LIBRARIES)) -lm

units: $(UNITS)

# ---- the words -------------------------------------------------------------------------------------------------------

demo: deps-demo
	@$(MAKE) --no-print-directory -j$(J) program
	@sh tests/demo.sh $(B)

check: deps-check
	@$(MAKE) --no-print-directory -j$(J) program units
	@B=$(B) sh tests/run.sh

unit: deps-check
	@$(MAKE) --no-print-directory -j$(J) units
	@B=$(B) sh tests/run.sh unit

golden: deps-check
	@$(MAKE) --no-print-directory -j$(J) program
	@B=$(B) sh tests/run.sh golden

ASAN_FLAGS = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

asan: deps-check
	@$(MAKE) --no-print-directory -j$(J) B=$(B)-asan CFLAGS="$(ASAN_FLAGS)" program units
	@ASAN_OPTIONS=allocator_may_return_null=1 B=$(B)-asan sh tests/run.sh

fuzz: deps-check
	@$(MAKE) --no-print-directory -j$(J) B=$(B)-asan CFLAGS="$(ASAN_FLAGS)" program
	@python3 -B tests/fuzz/fuzz.py $(B)-asan/ledgerpress $(B)-asan/fuzz

soak: deps-soak
	@$(MAKE) --no-print-directory -j$(J) program
	@python3 -B tests/soak/soak.py $(B)/ledgerpress $(B)/soak
	@B=$(B) sh tests/run.sh golden plan/gulf >/dev/null
	@JOBS=$(J) python3 -B tests/soak/starve.py $(B)/ledgerpress $(B)/tests/fixture/gulf $(B)/starve $(STARVE)
	@$(MAKE) --no-print-directory $(B)/unit/plan_order
	@CK_TIMEOUT_MULTIPLIER=100 LEDGERS=$(or $(LEDGERS),5000) SEED=$(or $(SEED),$(shell date +%s)) $(B)/unit/plan_order
	@KILL_POINTS=all B=$(B) sh tests/run.sh checks kill kill_bundle
	@RACES=20 B=$(B) sh tests/run.sh checks race handover_race
	@python3 -B tests/soak/large.py $(B)/ledgerpress $(B)/large
	@python3 -B tests/soak/cluster.py $(B)/ledgerpress $(B)/cluster

mutants: deps-check
	@J=$(J) OUT=$(abspath $(B))/mutants python3 -B tests/mutants/mutants.py $(EDITS)

bench: deps-bench
	@$(MAKE) --no-print-directory -j$(J) program
	@B=$(B) sh tests/bench/bench.sh | tee $(B)/RESULTS.md && cp $(B)/RESULTS.md tests/bench/RESULTS.md

lint: deps-check
	@sh tests/lint.sh

man: all
	@sh gen/cmd/man.sh $(B)/ledgerpress >$(B)/ledgerpress.1 && cp $(B)/ledgerpress.1 gen/cmd/ledgerpress.1

pictures: demo
	@sh tests/deps.sh $(PICTURES_PACKAGES)
	@sh tests/pictures.sh $(B)

gallery: demo
	@sh tests/deps.sh $(GALLERY_PACKAGES)
	@sh tests/gallery.sh $(B)

install: all
	@$(MAKE) --no-print-directory install-files

SHARE = $(DESTDIR)$(PREFIX)/share

install-files:
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/ledgerpress $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
		$(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d $(SHARE)/doc/ledgerpress
	install -m 755 $(B)/ledgerpress $(DESTDIR)$(PREFIX)/bin/ledgerpress
	install -m 644 gen/cmd/ledgerpress.1 $(SHARE)/man/man1/ledgerpress.1
	sh gen/cmd/man.sh $(B)/ledgerpress $(B)/man && install -m 644 $(B)/man/ledgerpress-*.1 $(SHARE)/man/man1/
	install -m 644 gen/cmd/ledgerpress.bash $(SHARE)/bash-completion/completions/ledgerpress
	install -m 644 gen/cmd/ledgerpress.zsh $(SHARE)/zsh/site-functions/_ledgerpress
	install -m 644 gen/cmd/ledgerpress.fish $(SHARE)/fish/vendor_completions.d/ledgerpress.fish
	install -m 644 README.md CHANGELOG.md LICENSE $(SHARE)/doc/ledgerpress/
	cp -R layouts fonts $(SHARE)/ledgerpress/

clean:
	rm -rf $(B) $(B)-asan

-include $(shell find $(B)/gen $(B)/unit -name '*.d' -type f 2>/dev/null)
