/* late.h: libraries that few commands want. To load them costs more than most commands do (thirty files
 * behind libqpdf, GMime, libgsf, libtiff), so none is linked: the other files of the room define those
 * functions of theirs that the program calls. Each loads its library when it is first called and passes the
 * call on. Callers include the library's own header and know nothing of it; one more function is one more
 * line. */
#ifndef LP_LATE_H
#define LP_LATE_H

enum late_library {
	LATE_QPDF,
	LATE_GOBJECT,
	LATE_GMIME,
	LATE_GSF,
	LATE_TIFF,
	LATE_XLSXWRITER,
	LATE_HARU,
	LATE_MAGIC,
	LATE_LIBRARIES
};

/* What becomes of the process when a library or a function of it is not there: told its file's name and why,
 * it must not return. cmd/ sets it; NULL: the process ends by a signal. */
extern void (*late_missing)(const char *file, const char *why);

/* Loads it, if it is not: before children are forked that would each load it. */
void late_load(enum late_library l);

/* The address of what it calls `name`, loaded if it is not; never NULL. */
void *late_symbol(enum late_library l, const char *name);

/* Defines a function of a library as a call of the library's own. The compiler holds it against the library's
 * header. */
#define LATE(library, type, name, parameters, arguments)                                                     \
	type name parameters                                                                                 \
	{                                                                                                    \
		static type(*own) parameters;                                                                \
                                                                                                             \
		if (!own)                                                                                    \
			*(void **)&own = late_symbol(library, #name);                                        \
		return own arguments;                                                                        \
	}

#endif
