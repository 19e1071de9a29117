/* pdf_image.c: images (logos) as image XObjects, deflated once for all files (ISO 32000-1, 8.9). */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "emit/pdf.h"

/* Done once in a run: as tight as can be. */
#define IMAGE_LEVEL 12
/* But a photograph is one paper's, and large. */
#define PHOTO_BYTES (512u << 10)
#define PHOTO_LEVEL 6
#define KEPT_BYTES (32u << 20) /* of images that may come again */
#define COLOURS 256

/* Samples of at most 256 colours as a byte each into index, the colours (red, green, blue) into palette: how
 * many; 0: there are more. Most logos are drawn, not photographed, and are a third smaller that way. */
static int32_t palette_make(const struct image *im, uint8_t *index, uint8_t palette[3 * COLOURS])
{
	size_t n = (size_t)im->w * (size_t)im->h;
	int32_t colours = 0, at = 0;

	for (size_t i = 0; i < n; i++) {
		const uint8_t *s = im->sample + 3 * i;

		/* mostly the one before */
		if (colours == 0 || memcmp(palette + 3 * at, s, 3) != 0) {
			for (at = 0; at < colours && memcmp(palette + 3 * at, s, 3) != 0; at++)
				;
			if (at == COLOURS)
				return 0;
			if (at == colours)
				memcpy(palette + 3 * colours++, s, 3);
		}
		index[i] = (uint8_t)at;
	}
	return colours;
}

/* Packs indexes into rows of bits each (1, 2 or 4), the first pixel in the high bits; rows begin at a byte.
 * Gives the length. */
static size_t palette_pack(uint8_t *index, int32_t w, int32_t h, int32_t bits)
{
	size_t row = ((size_t)w * (size_t)bits + 7) / 8;
	int32_t each = 8 / bits;

	for (int32_t y = 0; y < h; y++) {
		const uint8_t *from = index + (size_t)y * (size_t)w;
		uint8_t *to = index + (size_t)y * row;

		/* to is never ahead of from: packing in place reads before it writes */
		for (int32_t x = 0; x < w; x += each) {
			uint32_t byte = 0;

			for (int32_t k = 0; k < each; k++)
				byte = byte << bits | (x + k < w ? from[x + k] : 0u);
			to[x / each] = (uint8_t)byte;
		}
	}
	return row * (size_t)h;
}

struct pdf_image *pdf_image_find(struct pdf *p, const struct image *im)
{
	struct libdeflate_compressor *z;
	size_t samples = (size_t)im->w * (size_t)im->h;
	uint8_t palette[3 * COLOURS], *index = NULL;
	struct pdf_image *k;
	struct text data;
	int32_t colours = 0, bits = 8;

	for (k = p->image; k; k = k->next)
		if (strcmp(k->key, im->key) == 0)
			return k;
	text_init(&data);
	mem_watch();
	z = libdeflate_alloc_compressor(samples * (size_t)im->channels > PHOTO_BYTES ? PHOTO_LEVEL
										     : IMAGE_LEVEL);
	mem_watched();
	if (im->channels == 3) {
		index = mem_alloc(samples);
		colours = palette_make(im, index, palette);
	}
	if (colours) {
		bits = colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
		pdf_deflate(z, index, bits < 8 ? palette_pack(index, im->w, im->h, bits) : samples, &data);
	} else
		pdf_deflate(z, im->sample, samples * (size_t)im->channels, &data);
	libdeflate_free_compressor(z);
	free(index);
	k = mem_alloc(sizeof *k);
	k->colours = colours;
	k->bits = bits;
	if (colours) {
		k->palette = arena_alloc(&p->keep, (size_t)colours * 3);
		memcpy(k->palette, palette, (size_t)colours * 3);
	}
	k->key = arena_dup(&p->keep, im->key);
	k->w = im->w;
	k->h = im->h;
	k->channels = im->channels;
	k->data = (uint8_t *)data.data;
	k->len = data.len;
	k->next = p->image;
	p->image = k;
	return k;
}

void pdf_image_use(struct pdf *p, const struct image *im)
{
	struct pdf_image *k = pdf_image_find(p, im), **at = &p->image_used;

	if (k->object)
		return;
	k->index = 0;
	for (; *at; at = &(*at)->next_used)
		k->index++;
	*at = k;
	k->next_used = NULL;
	k->object = pdf_reserve(&p->file, 1);
}

void pdf_images_drop(struct pdf *p)
{
	for (; p->image_used; p->image_used = p->image_used->next_used)
		p->image_used->object = 0;
}

void pdf_images_resources(const struct pdf *p, struct text *t)
{
	for (const struct pdf_image *k = p->image_used; k; k = k->next_used) {
		text_adds(t, k == p->image_used ? "/XObject<</Im" : "/Im");
		text_addint(t, k->index);
		pdf_add_ref(t, "", k->object);
	}
	if (p->image_used)
		text_add(t, ">>", 2);
}

void pdf_images_write(struct pdf *p)
{
	struct text t;
	size_t kept = 0;

	text_init(&t);
	for (struct pdf_image *k = p->image_used; k; k = k->next_used) {
		text_reset(&t);
		text_addf(&t, "/Type/XObject/Subtype/Image/BitsPerComponent %d/ColorSpace", (int)k->bits);
		if (k->colours) {
			text_addf(&t, "[/Indexed/DeviceRGB %d<", (int)k->colours - 1);
			for (int32_t i = 0; i < 3 * k->colours; i++)
				text_addf(&t, "%02X", k->palette[i]);
			text_adds(&t, ">]");
		} else {
			text_adds(&t, k->channels == 1 ? "/DeviceGray" : "/DeviceRGB");
		}
		pdf_add_int(&t, "/Width", k->w);
		pdf_add_int(&t, "/Height", k->h);
		pdf_stream(&p->file, k->object, text_str(&t), k->data, k->len, PDF_DEFLATED);
		k->object = 0;
	}
	text_done(&t);
	p->image_used = NULL;
	for (const struct pdf_image *k = p->image; k; k = k->next)
		kept += k->len;
	if (kept > KEPT_BYTES)
		pdf_images_done(p);
}

void pdf_images_done(struct pdf *p)
{
	while (p->image) {
		struct pdf_image *next = p->image->next;

		free(p->image->data);
		free(p->image);
		p->image = next;
	}
}
