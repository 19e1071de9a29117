/* cut.c: cuts a font down to Latin, so that libharu's 8-bit path is measured at its best: cut IN.ttf OUT.ttf
 */
#include <hb-subset.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	hb_blob_t *blob = argc == 3 ? hb_blob_create_from_file_or_fail(argv[1]) : NULL;
	hb_face_t *face, *cut;
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	const char *data;
	unsigned len;
	FILE *f;

	if (!blob)
		return 64;
	face = hb_face_create(blob, 0);
	hb_set_add_range(hb_subset_input_unicode_set(input), 0x20, 0xFF);
	hb_set_add(hb_subset_input_unicode_set(input), 0x2013);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	cut = hb_subset_or_fail(face, input);
	if (!cut)
		return 2;
	data = hb_blob_get_data(hb_face_reference_blob(cut), &len);
	f = fopen(argv[2], "wb");
	return f && fwrite(data, 1, len, f) == len && fclose(f) == 0 ? 0 : 2;
}
