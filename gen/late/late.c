/* late.c: libraries that are loaded when they are first wanted. */
#include "late/late.h"

#include <dlfcn.h>
#include <signal.h>
#include <stddef.h>

#include "late/late_names.inc" /* made by the Makefile: the names that the linker would have written down */

static const char *const files[LATE_LIBRARIES] = {
	[LATE_QPDF] = NAME_qpdf, [LATE_GOBJECT] = NAME_gobject_2_0, [LATE_GMIME] = NAME_gmime_3_0,
	[LATE_GSF] = NAME_gsf_1, [LATE_TIFF] = NAME_tiff,	    [LATE_XLSXWRITER] = NAME_xlsxwriter,
	[LATE_HARU] = NAME_hpdf, [LATE_MAGIC] = NAME_magic,
};
static void *loaded[LATE_LIBRARIES];

void (*late_missing)(const char *file, const char *why);

static _Noreturn void give_up(enum late_library l)
{
	const char *why = dlerror();

	if (late_missing)
		late_missing(files[l], why ? why : "unknown");
	for (;;)
		raise(SIGKILL);
}

void late_load(enum late_library l)
{
	if (!loaded[l])
		loaded[l] = dlopen(files[l], RTLD_LAZY | RTLD_LOCAL);
	if (!loaded[l])
		give_up(l);
}

void *late_symbol(enum late_library l, const char *name)
{
	void *symbol;

	late_load(l);
	symbol = dlsym(loaded[l], name);
	if (!symbol)
		give_up(l);
	return symbol;
}
