/* pdf_image.c: images (logos) as image XObjects, deflated once for all files (ISO 32000-1, 8.9). */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "emit/pdf.h"

/* Done once in a run: as tight as is sensible. */
#define IMAGE_LEVEL 9

struct pdf_image *pdf_image_find(struct pdf *p, const struct image *im)
{
	struct libdeflate_compressor *z;
	struct pdf_image *k;
	struct text data;

	for (k = p->image; k; k = k->next)
		if (strcmp(k->key, im->key) == 0)
			return k;
	text_init(&data);
	z = libdeflate_alloc_compressor(IMAGE_LEVEL);
	pdf_deflate(z ? z : p->file.z, im->sample, (size_t)im->w * (size_t)im->h * (size_t)im->channels, &data);
	libdeflate_free_compressor(z);
	k = mem_alloc(sizeof *k);
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
	char dict[192];
	struct text t = {dict, 0, sizeof dict}; /* never grows: the longest is some 120 bytes */

	for (struct pdf_image *k = p->image_used; k; k = k->next_used) {
		text_reset(&t);
		text_adds(&t, k->channels == 1 ? "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
					       : "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8");
		pdf_add_int(&t, "/Width", k->w);
		pdf_add_int(&t, "/Height", k->h);
		pdf_stream(&p->file, k->object, dict, k->data, k->len, PDF_DEFLATED);
		k->object = 0;
	}
	p->image_used = NULL;
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
