/* gsf.c: the functions of libgsf that the program calls. */
#include "late/late.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-utils.h>

LATE(LATE_GSF, GsfInput *, gsf_infile_child_by_index, (GsfInfile * infile, int i), (infile, i))
LATE(LATE_GSF, GsfInput *, gsf_infile_child_by_name, (GsfInfile * infile, char const *name), (infile, name))
LATE(LATE_GSF, GType, gsf_infile_get_type, (void), ())
LATE(LATE_GSF, GsfInfile *, gsf_infile_msole_new, (GsfInput * source, GError **err), (source, err))
LATE(LATE_GSF, char const *, gsf_infile_name_by_index, (GsfInfile * infile, int i), (infile, i))
LATE(LATE_GSF, int, gsf_infile_num_children, (GsfInfile * infile), (infile))
LATE(LATE_GSF, void, gsf_init, (void), ())
LATE(LATE_GSF, GsfInput *, gsf_input_memory_new, (guint8 const *buf, gsf_off_t length, gboolean needs_free),
     (buf, length, needs_free))
LATE(LATE_GSF, guint8 const *, gsf_input_read, (GsfInput * input, size_t num_bytes, guint8 *optional_buffer),
     (input, num_bytes, optional_buffer))
LATE(LATE_GSF, gsf_off_t, gsf_input_remaining, (GsfInput * input), (input))
LATE(LATE_GSF, gsf_off_t, gsf_input_size, (GsfInput * input), (input))
LATE(LATE_GSF, guint64, gsf_le_get_guint64, (void const *p), (p))
